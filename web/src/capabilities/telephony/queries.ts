import { queryOptions } from '@tanstack/react-query';
import { api, must } from '../../api/client';

/** The newest calls outside contacts; the live page asks again every minute. */
export const outsideCallsQuery = queryOptions({
  queryKey: ['outside-calls'],
  queryFn: async () =>
    (await must(api.GET('/api/telephony/outside-calls', { params: { query: { limit: 10 } } }))).items,
  refetchInterval: 60_000,
});

export const hotlinesQuery = queryOptions({
  queryKey: ['hotlines'],
  queryFn: async () => (await must(api.GET('/api/telephony/hotlines'))).items,
});

export const numbersQuery = queryOptions({
  queryKey: ['numbers'],
  queryFn: async () => (await must(api.GET('/api/numbers'))).items,
});

export const trunksQuery = queryOptions({
  queryKey: ['trunks'],
  queryFn: async () => (await must(api.GET('/api/trunks'))).items,
});
