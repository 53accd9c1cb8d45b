import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { LiveBoard } from '../../api/types';
import { useSession } from '../../session/SessionProvider';
import { instantOf, wall, wallDay } from '../../time/centre';
import { since } from '../../time/format';
import { useNow } from '../../time/Timer';
import { type IndicatorFilter, type Indicators, indicatorsQuery } from '../reports/queries';

/** The figures of today, by the centre's counting. */
export function useToday(): { indicators: Indicators | undefined; filter: IndicatorFilter } {
  const now = useNow();
  const day = wall(now).format('YYYY-MM-DD');
  const { may } = useSession();
  const filter = useMemo(() => ({ from: instantOf(wallDay(day)), to: instantOf(wallDay(day).add(1, 'day')) }), [day]);
  const query = useQuery({
    ...indicatorsQuery(filter),
    enabled: may('reports.read'),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
  return { indicators: query.data, filter };
}

/** Who waits longest of all, and what is aimed at there. */
function longest(board: LiveBoard): { since: string; target: number } | undefined {
  const waiting = board.queues.flatMap((queue) =>
    queue.longest_waiting_since ? [{ since: queue.longest_waiting_since, target: queue.service_target_s }] : [],
  );
  return waiting.toSorted((a, b) => a.since.localeCompare(b.since))[0];
}

/** How the centre stands: who waits, who is free, and whether anybody has waited longer than is aimed at. */
export function standing(board: LiveBoard, now: number) {
  const oldest = longest(board);
  const waited = since(oldest?.since, now);
  return {
    waiting: board.queues.reduce((sum, queue) => sum + queue.waiting, 0),
    free: board.agents.filter((agent) => agent.state === 'available' && agent.reachable).length,
    oldest,
    waited,
    late: oldest !== undefined && waited > oldest.target,
  };
}
