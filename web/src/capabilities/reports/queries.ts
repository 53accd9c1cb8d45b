import { infiniteQueryOptions, queryOptions, useQuery } from '@tanstack/react-query';
import { getJson } from '../../api/client';
import type { Text } from '../../api/types';
import { useSession } from '../../session/SessionProvider';

/** One figure with what it was computed from. */
export interface Indicator {
  title?: Text;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  target: number | null;
  target_aim?: 'at_least' | 'at_most' | null;
  target_met?: boolean | null;
  formula: Text | string;
  choice?: Text | null;
  unit?: string;
}

/** Indicators by name; beside them stand facts of the period, which are no indicators. */
export type Indicators = Record<string, Indicator>;

export interface Counted {
  contact_id: string | null;
  number: number;
  counted_at: string | null;
  queue: string | null;
  agent: { name: string; staff_number: string } | null;
  counted_in_numerator: boolean;
  numerator: number;
  denominator: number;
}

export interface HalfHour {
  start: string;
  incoming: number;
  offered: number;
  answered: number;
  abandoned: number;
  service_level: number | null;
}

export interface IndicatorFilter {
  from?: string;
  to?: string;
  queue?: string;
  agent?: string;
  team?: string;
  preset?: string;
}

interface PageOf<T> {
  items: T[];
  next_cursor?: string | null;
}

export function queryString(filter: object): string {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(given as [string, string][]).toString();
}

/** The figures that people ask for first. */
const FIRST = [
  'connect_rate',
  'service_level',
  'three_ring_rate',
  'satisfaction',
  'first_contact_resolution',
  'abandonment',
  'average_speed_of_answer_s',
  'average_talk_time_s',
  'average_handling_time_s',
  'occupancy',
];

/** Only what is an indicator, in a stable order. */
export function indicatorsOf(answer: Record<string, unknown>): Indicators {
  const isOne = (value: unknown): value is Indicator =>
    typeof value === 'object' && value !== null && 'formula' in value && 'numerator' in value;
  const found = Object.entries(answer).filter((entry): entry is [string, Indicator] => isOne(entry[1]));
  const rank = (name: string) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  return Object.fromEntries(found.toSorted(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b)));
}

export const indicatorsQuery = (filter: IndicatorFilter) =>
  queryOptions({
    queryKey: ['indicators', 'all', filter],
    queryFn: async () => indicatorsOf(await getJson<Record<string, unknown>>(`/api/indicators?${queryString(filter)}`)),
  });

export const countedPages = (name: string, filter: IndicatorFilter) =>
  infiniteQueryOptions({
    queryKey: ['indicators', 'counted', name, filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      getJson<PageOf<Counted>>(
        `/api/indicators/${encodeURIComponent(name)}/contacts?${queryString({ ...filter, limit: 100, cursor: pageParam })}`,
      ),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const halfHoursQuery = (filter: IndicatorFilter) =>
  queryOptions({
    queryKey: ['indicators', 'intervals', filter],
    queryFn: async () => (await getJson<PageOf<HalfHour>>(`/api/indicators/intervals?${queryString(filter)}`)).items,
    retry: false,
  });

/** Agents see their own figures only. */
export function useOwnOnly(): string | undefined {
  const { staff, may } = useSession();
  return staff && !may('reports.read') ? staff : undefined;
}

/** Whether this server and this role know indicators. */
export function useHasIndicators(): boolean {
  const { session } = useSession();
  const agent = useOwnOnly();
  const probe = useQuery({
    queryKey: ['has-indicators', session?.user.id],
    queryFn: async () => {
      const answer = await fetch(`/api/indicators?${queryString({ agent })}`, { credentials: 'same-origin' });
      return answer.status !== 404 && answer.status !== 403;
    },
    enabled: session !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return probe.data ?? false;
}
