import { queryOptions } from '@tanstack/react-query';
import { api, must } from '../../api/client';
import { pages } from '../../api/pages';
import type { paths } from '../../api/schema';
import type { PromiseKind } from '../../api/types';

export type PromiseFilter = NonNullable<paths['/api/promises']['get']['parameters']['query']>;

/** What is due at the own desk; for a leader, what is due in the team. */
export const dueQuery = (team: boolean) =>
  queryOptions({
    queryKey: ['due', team],
    queryFn: async () => (await must(api.GET('/api/promises/due', { params: { query: { team } } }))).items,
  });

/** Asked again for each change of what is typed; the same words mean another instant a minute later. */
export const previewQuery = (when: string, kind: PromiseKind | undefined, matter: string) =>
  queryOptions({
    queryKey: ['promise-preview', when, kind, matter],
    queryFn: () => must(api.GET('/api/promises/preview', { params: { query: { when, kind, matter } } })),
    staleTime: 15_000,
    refetchInterval: 30_000,
  });

export const promisePages = (filter: PromiseFilter) =>
  pages(['promises', 'pages', filter], (cursor) =>
    must(api.GET('/api/promises', { params: { query: { ...filter, limit: 50, cursor } } })),
  );

export const promisesQuery = (filter: PromiseFilter) =>
  queryOptions({
    queryKey: ['promises', 'some', filter],
    queryFn: async () => (await must(api.GET('/api/promises', { params: { query: filter } }))).items,
  });

export const countsQuery = (filter: PromiseFilter) =>
  queryOptions({
    queryKey: ['promises', 'counts', filter],
    queryFn: () => must(api.GET('/api/promises/counts', { params: { query: filter } })),
  });

export const promiseQuery = (id: string) =>
  queryOptions({
    queryKey: ['promises', 'one', id],
    queryFn: () => must(api.GET('/api/promises/{id}', { params: { path: { id } } })),
  });

export const promiseStoryQuery = (id: string) =>
  queryOptions({
    queryKey: ['promises', 'one', id, 'story'],
    queryFn: async () => (await must(api.GET('/api/promises/{id}/events', { params: { path: { id } } }))).items,
  });

export const visitQuery = (id: string) =>
  queryOptions({
    queryKey: ['promises', 'visit', id],
    queryFn: () => must(api.GET('/api/return-visits/{id}', { params: { path: { id } } })),
  });

export const settingsQuery = queryOptions({
  queryKey: ['promises', 'settings'],
  queryFn: () => must(api.GET('/api/promises/settings')),
});
