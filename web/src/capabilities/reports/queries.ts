import { queryOptions } from '@tanstack/react-query';
import { api, must } from '../../api/client';
import { pages } from '../../api/pages';
import type { paths } from '../../api/schema';
import type { Indicator } from '../../api/types';
import { useSession } from '../../session/SessionProvider';
import { instantOf, wallDay } from '../../time/centre';

/** Indicators by name, without the facts of the period that stand beside them. */
export type Indicators = Record<string, Indicator>;

export type IndicatorFilter = NonNullable<paths['/api/indicators']['get']['parameters']['query']>;

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

/** The figures over what was left to do after a contact. */
export const AFTERWARDS = [
  'promises_kept',
  'first_response_in_time',
  'first_response_time',
  'resolution_in_time',
  'resolution_time',
  'tickets_closed',
  'reopened',
  'backlog_age',
];

/** Figures over contacts, and those over tickets and promises. */
export function parted(indicators: Indicators): [string, Indicator][][] {
  const all = Object.entries(indicators);
  const afterwards = ([name]: [string, Indicator]) => AFTERWARDS.includes(name);
  return [all.filter((entry) => !afterwards(entry)), all.filter(afterwards)];
}

const RANKED = [...FIRST, ...AFTERWARDS];

/** Only what is an indicator, in a stable order. */
export function indicatorsOf(answer: Record<string, unknown>): Indicators {
  const isOne = (value: unknown): value is Indicator =>
    typeof value === 'object' && value !== null && 'formula' in value && 'numerator' in value;
  const found = Object.entries(answer).filter((entry): entry is [string, Indicator] => isOne(entry[1]));
  const rank = (name: string) => (RANKED.includes(name) ? RANKED.indexOf(name) : FIRST.length - 0.5);
  return Object.fromEntries(found.toSorted(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b)));
}

export const indicatorsQuery = (filter: IndicatorFilter) =>
  queryOptions({
    queryKey: ['indicators', 'all', filter],
    queryFn: async () => indicatorsOf(await must(api.GET('/api/indicators', { params: { query: filter } }))),
  });

/** The course of all figures over days, the first and the last one included. */
export const seriesQuery = (days: string[], filter: IndicatorFilter) => {
  const from = instantOf(wallDay(days[0] ?? ''));
  const to = instantOf(wallDay(days.at(-1) ?? '').add(1, 'day'));
  return queryOptions({
    queryKey: ['indicator-series', from, to, filter],
    queryFn: async () =>
      (await must(api.GET('/api/indicators/series', { params: { query: { ...filter, from, to, by: 'day' } } }))).items,
    staleTime: 60_000,
    retry: false,
  });
};

/** What is aimed at with each indicator. */
export const aimsQuery = queryOptions({
  queryKey: ['indicator-aims'],
  queryFn: async () => (await must(api.GET('/api/indicator-aims'))).items,
});

/** Tickets by type and state. */
export const ticketsByTypeQuery = (filter: IndicatorFilter) =>
  queryOptions({
    queryKey: ['indicators', 'tickets', filter],
    queryFn: async () => (await must(api.GET('/api/indicators/tickets', { params: { query: filter } }))).items,
  });

export type CountedFilter = NonNullable<paths['/api/indicators/{name}/contacts']['get']['parameters']['query']>;

export const countedPages = (name: string, filter: CountedFilter) =>
  pages(['indicators', 'counted', name, filter], (cursor) =>
    must(
      api.GET('/api/indicators/{name}/contacts', {
        params: { path: { name }, query: { ...filter, limit: 100, cursor } },
      }),
    ),
  );

export const halfHoursQuery = (filter: IndicatorFilter) =>
  queryOptions({
    queryKey: ['indicators', 'intervals', filter],
    queryFn: async () => (await must(api.GET('/api/indicators/intervals', { params: { query: filter } }))).items,
    retry: false,
  });

/** Agents see their own figures only. */
export function useOwnOnly(): string | undefined {
  const { staff, may } = useSession();
  return staff && !may('reports.read') ? staff : undefined;
}

/** Whether this role may see indicators, its own at least. */
export function useHasIndicators(): boolean {
  const { staff, may } = useSession();
  return may('reports.read') || (staff !== null && may('reports.read_own'));
}
