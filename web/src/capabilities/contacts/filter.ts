import { useSearchParams } from 'react-router';
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

/** The filter in the address, and how to change parts of it. */
export function useFilter(): [URLSearchParams, (changes: Record<string, string | undefined>) => void] {
  const [search, setSearch] = useSearchParams();
  const change = (changes: Record<string, string | undefined>) => {
    const next = new URLSearchParams(search);
    for (const [key, value] of Object.entries(changes)) {
      if (value) next.set(key, value);
      else next.delete(key);
    }
    setSearch(next, { replace: true });
  };
  return [search, change];
}
