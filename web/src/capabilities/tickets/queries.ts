import { queryOptions } from '@tanstack/react-query';
import { api, must } from '../../api/client';
import { pages } from '../../api/pages';
import type { paths } from '../../api/schema';
import type { TicketAction, TicketViewFilter } from '../../api/types';
import { answers } from '../../offline/keptAnswers';

export type TicketFilter = NonNullable<paths['/api/tickets']['get']['parameters']['query']>;
const SETTINGS = { staleTime: 300_000 };
/** Asked for once without network as well: something may be kept. */
const KEPT = { networkMode: 'offlineFirst' } as const;

export const keptJob = (id: string) => `job.${id}`;

/** One ticket; a worker's job also without network, as it was last seen. */
export const ticketQuery = (id: string) =>
  queryOptions({
    queryKey: ['ticket', id],
    queryFn: () =>
      answers.networkFirst(keptJob(id), () => must(api.GET('/api/tickets/{id}', { params: { path: { id } } }))),
    ...KEPT,
  });

/** A worker's own open jobs, also without network; those that are no longer theirs are forgotten. */
export const ownJobsQuery = queryOptions({
  queryKey: ['tickets', 'jobs'],
  queryFn: () =>
    answers.networkFirst('jobs', async () => {
      const query = { open: true, limit: 100 };
      const { items } = await must(api.GET('/api/tickets', { params: { query } }));
      void answers.keepOnly(keptJob(''), new Set(items.map((job) => keptJob(job.id)))).catch(() => undefined);
      return items;
    }),
  ...KEPT,
});

export const ticketStoryQuery = (id: string) =>
  queryOptions({
    queryKey: ['ticket', id, 'story'],
    queryFn: async () => (await must(api.GET('/api/tickets/{id}/events', { params: { path: { id } } }))).items,
  });

export const attachmentsQuery = (id: string) =>
  queryOptions({
    queryKey: ['ticket', id, 'attachments'],
    queryFn: async () => (await must(api.GET('/api/tickets/{id}/attachments', { params: { path: { id } } }))).items,
  });

export const ticketDueQuery = (id: string) =>
  queryOptions({
    queryKey: ['ticket', id, 'due'],
    queryFn: async () => (await must(api.GET('/api/tickets/{id}/due', { params: { path: { id } } }))).items,
  });

export const ticketsQuery = (filter: TicketFilter) =>
  queryOptions({
    queryKey: ['tickets', 'some', filter],
    queryFn: async () => (await must(api.GET('/api/tickets', { params: { query: filter } }))).items,
  });

export const ticketPages = (filter: TicketFilter) =>
  pages(['tickets', 'pages', filter], (cursor) =>
    must(api.GET('/api/tickets', { params: { query: { ...filter, limit: 50, cursor } } })),
  );

export const typesQuery = queryOptions({
  queryKey: ['ticket-types'],
  queryFn: () => answers.networkFirst('types', async () => (await must(api.GET('/api/ticket-types'))).items),
  ...SETTINGS,
  ...KEPT,
});

export const departmentsQuery = queryOptions({
  queryKey: ['departments'],
  queryFn: async () => (await must(api.GET('/api/departments'))).items,
  ...SETTINGS,
});

export const peopleQuery = queryOptions({
  queryKey: ['ticket-people'],
  queryFn: async () => (await must(api.GET('/api/ticket-people'))).items,
  ...SETTINGS,
});

export const viewsQuery = queryOptions({
  queryKey: ['ticket-views'],
  queryFn: async () => (await must(api.GET('/api/ticket-views'))).items,
  ...SETTINGS,
});

/** How many tickets each of some views shows, in their order. */
export const countsQuery = (filters: TicketViewFilter[]) =>
  queryOptions({
    queryKey: ['ticket-counts', filters],
    queryFn: async () => (await must(api.POST('/api/ticket-counts', { body: { filters } }))).items,
  });

export const macrosQuery = queryOptions({
  queryKey: ['ticket-macros'],
  queryFn: async () => (await must(api.GET('/api/ticket-macros'))).items,
  ...SETTINGS,
});

export const incidentsQuery = queryOptions({
  queryKey: ['ticket-incidents'],
  queryFn: async () => (await must(api.GET('/api/ticket-incidents'))).items,
});

export const unreadQuery = queryOptions({
  queryKey: ['ticket-notices', 'unread'],
  queryFn: () => must(api.GET('/api/ticket-notices/unread')),
});

export const noticePages = (unread: boolean) =>
  pages(['ticket-notices', 'pages', unread], (cursor) =>
    must(
      api.GET('/api/ticket-notices', {
        params: { query: { unread: unread || undefined, limit: 50, cursor } },
      }),
    ),
  );

export type Stroke = [number, number][];

/** Says what was done in a job that is with somebody else by now. */
export function sayLate(id: string, text: string, once: string) {
  return must(api.POST('/api/tickets/{id}/late-notes', { params: { path: { id } }, body: { text, once } }));
}

/** Does something with a ticket; `version` is the one in view; under one key `once` it happens once. */
export function act(
  id: string,
  action: TicketAction,
  version?: number,
  { signature, once }: { signature?: Stroke[]; once?: string } = {},
) {
  const body = { action, version: version ?? null, signature: signature ?? null, once: once ?? null };
  return must(api.POST('/api/tickets/{id}/actions', { params: { path: { id } }, body }));
}
