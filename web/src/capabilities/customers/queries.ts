import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, must } from '../../api/client';

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: ['customers', 'one', id],
    queryFn: () => must(api.GET('/api/customers/{id}', { params: { path: { id } } })),
  });

export const customerPages = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['customers', 'pages', q],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      must(api.GET('/api/customers', { params: { query: { q: q || undefined, limit: 50, cursor: pageParam } } })),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
