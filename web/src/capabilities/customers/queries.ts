import { queryOptions } from '@tanstack/react-query';
import { api, must } from '../../api/client';
import { pages } from '../../api/pages';
import type { paths } from '../../api/schema';

export type CustomerFilter = Omit<
  NonNullable<paths['/api/customers']['get']['parameters']['query']>,
  'limit' | 'cursor'
>;
export type CareFilter = NonNullable<paths['/api/care-tasks']['get']['parameters']['query']>;

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: ['customers', 'one', id],
    queryFn: () => must(api.GET('/api/customers/{id}', { params: { path: { id } } })),
  });

export const filteredPages = (filter: CustomerFilter) =>
  pages(['customers', 'pages', filter], (cursor) =>
    must(api.GET('/api/customers', { params: { query: { ...filter, limit: 50, cursor } } })),
  );

export const customerPages = (q: string) => filteredPages({ q: q || undefined });

export const lifeQuery = (id: string) =>
  queryOptions({
    queryKey: ['customers', 'life', id],
    queryFn: () => must(api.GET('/api/customers/{id}/life', { params: { path: { id } } })),
  });

export const memosQuery = (id: string) =>
  queryOptions({
    queryKey: ['customers', 'memos', id],
    queryFn: async () =>
      (await must(api.GET('/api/customers/{id}/memos', { params: { path: { id }, query: { limit: 100 } } }))).items,
  });

export const lookalikesQuery = (id: string) =>
  queryOptions({
    queryKey: ['customers', 'lookalikes', id],
    queryFn: async () => (await must(api.GET('/api/customers/{id}/lookalikes', { params: { path: { id } } }))).items,
  });

export const mergesQuery = (id: string) =>
  queryOptions({
    queryKey: ['customers', 'merges', id],
    queryFn: async () => (await must(api.GET('/api/customers/{id}/merges', { params: { path: { id } } }))).items,
  });

export const duplicatePages = pages(['customers', 'duplicates'], (cursor) =>
  must(api.GET('/api/customer-duplicates', { params: { query: { limit: 20, cursor } } })),
);

export const carePages = (filter: CareFilter) =>
  pages(['customers', 'care', filter], (cursor) =>
    must(api.GET('/api/care-tasks', { params: { query: { ...filter, limit: 50, cursor } } })),
  );

export const recommendationPages = pages(['customers', 'recommendations'], (cursor) =>
  must(api.GET('/api/recommendations', { params: { query: { limit: 50, cursor } } })),
);

export const recommendedQuery = (id: string) =>
  queryOptions({
    queryKey: ['customers', 'recommended', id],
    queryFn: async () =>
      (await must(api.GET('/api/customers/{id}/recommendations', { params: { path: { id } } }))).items,
  });

export const fieldsQuery = queryOptions({
  queryKey: ['customer-fields'],
  queryFn: async () => (await must(api.GET('/api/customer-fields'))).items,
  staleTime: 300_000,
});

export const facetsQuery = queryOptions({
  queryKey: ['customer-facets'],
  queryFn: () => must(api.GET('/api/customer-facets')),
  staleTime: 60_000,
});

export const careSettingsQuery = queryOptions({
  queryKey: ['care-settings'],
  queryFn: () => must(api.GET('/api/care-settings')),
});

export const importsQuery = queryOptions({
  queryKey: ['customer-imports'],
  queryFn: async () => (await must(api.GET('/api/customer-imports', { params: { query: { limit: 20 } } }))).items,
  // An import runs in the background: its progress is looked at as long as one does.
  refetchInterval: (query) => (query.state.data?.some((one) => one.state === 'running') ? 1000 : false),
});

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer-imports', id],
    queryFn: () => must(api.GET('/api/customer-imports/{id}', { params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data?.state === 'running' ? 1000 : false),
  });

export const customerTicketsQuery = (customer: string) =>
  queryOptions({
    queryKey: ['tickets', 'of', customer],
    queryFn: async () =>
      (await must(api.GET('/api/tickets', { params: { query: { customer, sort: 'newest', limit: 50 } } }))).items,
  });
