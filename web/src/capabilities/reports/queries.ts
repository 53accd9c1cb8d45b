import { queryOptions, useQuery } from '@tanstack/react-query';
import { getJson } from '../../api/client';
import type { Text } from '../../api/types';
import { useSession } from '../../session/SessionProvider';

/** One figure with what it was computed from. */
export interface Indicator {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  target: number | null;
  formula: Text | string;
  unit?: string;
  name?: Text | string;
}

export type Indicators = Record<string, Indicator>;

export interface IndicatorFilter {
  from: string;
  to: string;
  queue?: string;
  agent?: string;
  team?: string;
}

export function queryString(filter: object): string {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(given as [string, string][]).toString();
}

export const indicatorsQuery = (filter: IndicatorFilter) =>
  queryOptions({
    queryKey: ['indicators', filter],
    queryFn: () => getJson<Indicators>(`/api/indicators?${queryString(filter)}`),
  });

/** Whether this server and this role know indicators. */
export function useHasIndicators(): boolean {
  const { session } = useSession();
  const probe = useQuery({
    queryKey: ['has-indicators', session?.user.id],
    queryFn: async () => {
      const now = new Date();
      const filter = { from: new Date(now.getTime() - 60_000).toISOString(), to: now.toISOString() };
      const answer = await fetch(`/api/indicators?${queryString(filter)}`, { credentials: 'same-origin' });
      return answer.status !== 404 && answer.status !== 403;
    },
    enabled: session !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return probe.data ?? false;
}
