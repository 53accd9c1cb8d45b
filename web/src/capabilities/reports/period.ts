import dayjs from 'dayjs';
import type { IndicatorFilter } from './queries';

/** The filter that an address names. Days are whole: from the first's begin to the last's end; today by default. */
export function indicatorFilter(search: URLSearchParams, own: string | undefined): IndicatorFilter {
  const get = (key: string) => search.get(key) || undefined;
  return {
    from: dayjs(get('from')).startOf('day').toISOString(),
    to: dayjs(get('to')).startOf('day').add(1, 'day').toISOString(),
    queue: get('queue'),
    team: own ? undefined : get('team'),
    agent: own ?? get('agent'),
    preset: get('preset'),
  };
}
