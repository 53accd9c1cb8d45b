import { queryOptions } from '@tanstack/react-query';
import { api, must } from '../../api/client';

export const agentsQuery = queryOptions({
  queryKey: ['agents'],
  queryFn: async () => (await must(api.GET('/api/agents'))).items,
  staleTime: 60_000,
});

export const teamsQuery = queryOptions({
  queryKey: ['teams'],
  queryFn: async () => (await must(api.GET('/api/teams'))).items,
  staleTime: 60_000,
});

export const skillsQuery = queryOptions({
  queryKey: ['skills'],
  queryFn: async () => (await must(api.GET('/api/skills'))).items,
  staleTime: 60_000,
});
