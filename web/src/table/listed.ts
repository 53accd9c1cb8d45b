import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';

/** What a table shows of a list that comes page by page. */
export function listed<T>(pages: UseInfiniteQueryResult<InfiniteData<{ items: T[] }>>) {
  return {
    rows: pages.data?.pages.flatMap((page) => page.items),
    error: pages.error,
    retry: () => void pages.refetch(),
    more: {
      available: pages.hasNextPage,
      loading: pages.isFetchingNextPage,
      load: () => void pages.fetchNextPage(),
    },
  };
}
