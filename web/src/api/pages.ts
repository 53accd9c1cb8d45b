import { infiniteQueryOptions, type QueryKey } from '@tanstack/react-query';

/** A list that is read page by page: each page names the cursor of the next, the last one none. */
export const pages = <Page extends { next_cursor?: string | null }, Key extends QueryKey>(
  queryKey: Key,
  read: (cursor: string | undefined) => Promise<Page>,
) =>
  infiniteQueryOptions({
    queryKey,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => read(pageParam),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
