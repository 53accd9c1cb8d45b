import { instantOf, wall, wallDay } from '../../time/centre';
import type { IndicatorFilter } from './queries';

/** The filter that an address names. Days are whole: from the first's begin to the last's end; today by default. */
export function indicatorFilter(search: URLSearchParams, own: string | undefined): IndicatorFilter {
  const get = (key: string) => search.get(key) || undefined;
  const day = (key: string) => {
    const named = get(key);
    return (named ? wallDay(named) : wall()).startOf('day');
  };
  return {
    from: instantOf(day('from')),
    to: instantOf(day('to').add(1, 'day')),
    queue: get('queue'),
    team: own ? undefined : get('team'),
    agent: own ?? get('agent'),
    preset: get('preset'),
  };
}
