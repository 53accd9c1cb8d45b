import type { LiveEvent } from './eventStream';

/** The head of a query key; see `queries.ts` of each capability. */
export type Topic = string;

const BY_PREFIX: [prefix: string, topics: Topic[]][] = [
  ['contacts.categories', ['categories']],
  ['contacts.', ['contacts', 'live', 'indicators']],
  ['routing.queue', ['queues', 'live']],
  ['routing.', ['live']],
  ['agents.', ['agents', 'teams', 'skills', 'live']],
  ['customers.import', ['customers', 'customer-imports', 'customer-facets']],
  ['customers.fields', ['customer-fields']],
  ['customers.', ['customers']],
  ['promises.', ['promises', 'due', 'promise-preview']],
  ['telephony.number', ['numbers', 'hotlines']],
  ['telephony.trunk', ['trunks']],
  ['flows.', ['flows', 'prompts', 'calendars']],
  ['tickets.type', ['ticket-types']],
  ['tickets.department_saved', ['departments', 'ticket-people']],
  ['tickets.view', ['ticket-views']],
  ['tickets.macro', ['ticket-macros']],
  ['tickets.notified', ['ticket-notices']],
  ['tickets.', ['tickets', 'ticket-incidents', 'due']],
  ['identity.', ['users', 'ticket-people']],
];

/** Which answers an event makes stale: query keys, most of them whole topics. */
export function staleKeys(event: Pick<LiveEvent, 'kind' | 'subject'> & { data?: Record<string, unknown> }): string[][] {
  const rule = BY_PREFIX.find(([prefix]) => event.kind.startsWith(prefix));
  if (!rule) return [];
  const keys = rule[1].map((topic) => [topic]);
  const [what, id] = event.subject.split(':');
  if (rule[0] === 'contacts.' && what === 'contact' && id) {
    keys.push(['contact', id]);
  }
  const ticket = what === 'ticket' ? id : event.data?.ticket;
  if (rule[0] === 'tickets.' && typeof ticket === 'string') keys.push(['ticket', ticket]);
  return keys;
}
