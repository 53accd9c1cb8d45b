import type { TicketViewFilter } from '../../api/types';
import type { TicketFilter } from './queries';

/** Which tickets, as it is kept in a view and stands in the address. */
export type ViewFilter = Partial<TicketViewFilter>;

/** The views that come with the product, in the order of the list. Those that show nearly all are not counted. */
export const BUILT_IN: { key: string; filter: ViewFilter; uncounted?: boolean }[] = [
  { key: 'mine', filter: { assignee: 'me', open: true } },
  { key: 'unassigned', filter: { assignee: 'none', open: true } },
  { key: 'open', filter: { open: true } },
  { key: 'overdue', filter: { open: true, overdue: true } },
  { key: 'department', filter: { kind: 'department', open: true } },
  { key: 'waiting', filter: { kind: 'waiting_for_customer', open: true } },
  { key: 'visit', filter: { kind: 'visit', open: true } },
  { key: 'complaints', filter: { type: 'complaint', open: true } },
  { key: 'newest', filter: { sort: 'newest' }, uncounted: true },
  { key: 'filed', filter: { filed: true, sort: 'newest' }, uncounted: true },
];

const KEYS = [
  'type',
  'state',
  'kind',
  'priority',
  'open',
  'overdue',
  'filed',
  'assignee',
  'department',
  'q',
  'sort',
] as const;
const FLAGS = new Set(['open', 'overdue', 'filed']);

/** The filter that an address names; unknown parts of the address are left alone. */
export function filterFrom(search: URLSearchParams): ViewFilter {
  const filter: Record<string, unknown> = {};
  for (const key of KEYS) {
    const value = search.get(key);
    if (value) filter[key] = FLAGS.has(key) ? value === 'true' : value;
  }
  return filter as ViewFilter;
}

/** The address of a filter. */
export function addressOf(filter: ViewFilter): string {
  const search = new URLSearchParams();
  for (const key of KEYS) {
    const value = filter[key];
    if (value !== undefined && value !== null) search.set(key, String(value));
  }
  return `/tickets?${search}`;
}

/** Whether two filters show the same. */
export function same(one: ViewFilter, two: ViewFilter): boolean {
  return addressOf(one) === addressOf(two);
}

export function asQuery(filter: ViewFilter): TicketFilter {
  return filter as TicketFilter;
}

/** A list in which one has changed places with its neighbour. */
export function moved<T>(list: T[], at: number, by: -1 | 1): T[] {
  const [one, other] = [list[at], list[at + by]];
  if (one === undefined || other === undefined) return list;
  return list.map((each, index) => (index === at ? other : index === at + by ? one : each));
}
