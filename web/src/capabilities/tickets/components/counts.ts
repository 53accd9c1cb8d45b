import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { TicketViewFilter } from '../../../api/types';
import { useLiveEvents } from '../../../live/LiveProvider';
import { countsQuery } from '../queries';
import { addressOf, type ViewFilter } from '../views';

/** In a busy centre something happens all the time: counts follow so often at most. */
const EVERY_MS = 4_000;

/** How many tickets views show, as people read it: `12`, `99+`; follows what happens. */
export function useCounts(filters: ViewFilter[]): (filter: ViewFilter) => string | undefined {
  const cache = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const key = filters.map(addressOf).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same addresses are the same filters
  const asked = useMemo(() => filters as TicketViewFilter[], [key]);
  const counts = useQuery({ ...countsQuery(asked), enabled: asked.length > 0 });
  useLiveEvents((event) => {
    if (!event.kind.startsWith('tickets.') || timer.current) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      void cache.invalidateQueries({ queryKey: ['ticket-counts'] });
    }, EVERY_MS);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return (filter) => {
    const found = counts.data?.[asked.findIndex((one) => addressOf(one) === addressOf(filter))];
    return found && `${found.count}${found.more ? '+' : ''}`;
  };
}
