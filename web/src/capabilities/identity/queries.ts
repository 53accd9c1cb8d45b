import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, must } from '../../api/client';

export const usersPages = infiniteQueryOptions({
  queryKey: ['users'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam }) => must(api.GET('/api/users', { params: { query: { limit: 100, cursor: pageParam } } })),
  getNextPageParam: (page) => page.next_cursor ?? undefined,
});
