import type { ContactState } from '../../api/types';
import type { ContactFilter } from './queries';

/** The filter that an address names; unknown parts of the address are left alone. */
export function filterFrom(search: URLSearchParams): ContactFilter {
  const get = (key: string) => search.get(key) || undefined;
  return {
    state: get('state') as ContactState | undefined,
    queue: get('queue'),
    agent: get('agent'),
    customer: get('customer'),
    caller: get('caller'),
    from: get('from'),
    to: get('to'),
  };
}
