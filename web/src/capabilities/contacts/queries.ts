import { queryOptions } from '@tanstack/react-query';
import { api, must } from '../../api/client';
import { pages } from '../../api/pages';
import type { paths } from '../../api/schema';
import type { StoryItem } from '../../api/types';

export type ContactFilter = NonNullable<paths['/api/contacts']['get']['parameters']['query']>;

export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: ['contact', id],
    queryFn: () => must(api.GET('/api/contacts/{id}', { params: { path: { id } } })),
  });

export const storyQuery = (id: string) =>
  queryOptions({
    queryKey: ['contact', id, 'story'],
    queryFn: async () => (await must(api.GET('/api/contacts/{id}/events', { params: { path: { id } } }))).items,
  });

/** Whether the agent's microphone is cut off, by the last word of the story. */
export function isMuted(story: Pick<StoryItem, 'kind' | 'data'>[]): boolean {
  const last = story.findLast((item) => item.kind === 'contacts.muted' || item.kind === 'contacts.connected');
  return last?.kind === 'contacts.muted' && (last.data as { on?: boolean }).on === true;
}

export const contactsQuery = (filter: ContactFilter) =>
  queryOptions({
    queryKey: ['contacts', 'some', filter],
    queryFn: async () => (await must(api.GET('/api/contacts', { params: { query: filter } }))).items,
  });

export const contactPages = (filter: ContactFilter) =>
  pages(['contacts', 'pages', filter], (cursor) =>
    must(api.GET('/api/contacts', { params: { query: { ...filter, limit: 50, cursor } } })),
  );

/** The call manual's flow chart. */
export const pathsQuery = queryOptions({
  queryKey: ['contact-paths'],
  queryFn: async () => (await must(api.GET('/api/contact-paths'))).items,
  staleTime: Number.POSITIVE_INFINITY,
});

export const categoriesQuery = queryOptions({
  queryKey: ['categories'],
  queryFn: async () => (await must(api.GET('/api/categories'))).items,
  staleTime: 300_000,
});
