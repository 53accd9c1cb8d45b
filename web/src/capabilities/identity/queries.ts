import { queryOptions } from '@tanstack/react-query';
import { api, must } from '../../api/client';
import { pages } from '../../api/pages';
import type { paths } from '../../api/schema';

export type UserFilter = Omit<NonNullable<paths['/api/users']['get']['parameters']['query']>, 'limit' | 'cursor'>;

export const usersPages = (filter: UserFilter = {}) =>
  pages(['users', filter], (cursor) =>
    must(api.GET('/api/users', { params: { query: { ...filter, limit: 100, cursor } } })),
  );

export type AuditFilter = NonNullable<paths['/api/audit']['get']['parameters']['query']>;

export const auditPages = (filter: AuditFilter) =>
  pages(['audit', filter], (cursor) =>
    must(api.GET('/api/audit', { params: { query: { ...filter, limit: 100, cursor } } })),
  );

/** What can stand in the audit log. */
export const auditActionsQuery = queryOptions({
  queryKey: ['audit-actions'],
  queryFn: async () => (await must(api.GET('/api/audit/actions'))).items,
  staleTime: Number.POSITIVE_INFINITY,
});
