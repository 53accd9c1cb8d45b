import { queryOptions } from '@tanstack/react-query';
import { api, must } from '../../api/client';

export const flowsQuery = queryOptions({
  queryKey: ['flows'],
  queryFn: async () => (await must(api.GET('/api/entry-flows'))).items,
});

export const versionsQuery = (name: string) =>
  queryOptions({
    queryKey: ['flows', 'versions', name],
    queryFn: async () =>
      (await must(api.GET('/api/entry-flows/{name}/versions', { params: { path: { name } } }))).items,
  });

export const calendarsQuery = queryOptions({
  queryKey: ['calendars'],
  queryFn: async () => (await must(api.GET('/api/calendars'))).items,
});

export const promptsQuery = queryOptions({
  queryKey: ['prompts'],
  queryFn: async () => (await must(api.GET('/api/prompts'))).items,
});
