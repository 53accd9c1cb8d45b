import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, must } from '../../api/client';
import type { paths } from '../../api/schema';

export type UserFilter = Omit<NonNullable<paths['/api/users']['get']['parameters']['query']>, 'limit' | 'cursor'>;

export const usersPages = (filter: UserFilter = {}) =>
  infiniteQueryOptions({
    queryKey: ['users', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      must(api.GET('/api/users', { params: { query: { ...filter, limit: 100, cursor: pageParam } } })),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export type AuditFilter = NonNullable<paths['/api/audit']['get']['parameters']['query']>;

export const auditPages = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      must(api.GET('/api/audit', { params: { query: { ...filter, limit: 100, cursor: pageParam } } })),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** What can stand in the audit log. */
export const auditActionsQuery = queryOptions({
  queryKey: ['audit-actions'],
  queryFn: async () => (await must(api.GET('/api/audit/actions'))).items,
  staleTime: Number.POSITIVE_INFINITY,
});
