import { queryOptions } from '@tanstack/react-query';
import { api, must } from '../../api/client';
import { learnServerTime } from '../../time/clock';

export const liveQuery = queryOptions({
  queryKey: ['live'],
  queryFn: async () => {
    const board = await must(api.GET('/api/live'));
    learnServerTime(board.at);
    return board;
  },
  refetchInterval: 30_000,
});

export const breakKindsQuery = queryOptions({
  queryKey: ['break-kinds'],
  queryFn: async () => (await must(api.GET('/api/break-kinds'))).items,
  staleTime: 300_000,
});

export const queuesQuery = queryOptions({
  queryKey: ['queues'],
  queryFn: async () => (await must(api.GET('/api/queues'))).items,
  staleTime: 60_000,
});
