import type { AuditEntry } from '../../api/types';
import type { AuditFilter } from './queries';

const TOPICS = ['sign_in', 'personal_data', 'accounts', 'settings'] as const;
export const AUDIT_TOPICS: readonly NonNullable<AuditFilter['topic']>[] = TOPICS;

/** The filter that an address names; unknown parts of the address are left alone. */
export function auditFilter(search: URLSearchParams): AuditFilter {
  const get = (key: string) => search.get(key) || undefined;
  return {
    who: get('who'),
    topic: TOPICS.find((topic) => topic === get('topic')),
    action: get('action'),
    object: get('object'),
    from: get('from'),
    to: get('to'),
  };
}

/** The pages of settings of which there is one. */
const SINGLE: Record<string, string> = {
  categories: '/admin/categories',
  customer_fields: '/admin/customer-fields',
  customer_care: '/customers/care',
  promise_settings: '/admin/promises',
  promises: '/admin/promises',
  ticket_filing: '/admin/filing',
  customers: '/customers',
};

/** Lists that name a thing. */
const LISTS: Record<string, string> = {
  user: '/admin/users',
  agent: '/admin/teams',
  queue: '/admin/queues',
  number: '/admin/numbers',
  trunk: '/admin/trunks',
  calendar: '/admin/calendars',
  department: '/admin/departments',
  ticket_desk: '/admin/macros',
  indicator: '/admin/aims',
  import: '/customers/imports',
};

/** Where the thing is to be seen; nothing for what is gone or was never there. */
export function placeOf({ object }: Pick<AuditEntry, 'object'>): string | undefined {
  const { kind, id, contact } = object;
  if (id === 'unknown') return undefined;
  switch (kind) {
    case 'customer':
      return `/customers/${id}`;
    case 'contact':
      return `/contacts/${id}`;
    case 'recording':
      return contact ? `/contacts/${contact}` : undefined;
    case 'ticket':
      return `/tickets/${id}`;
    case 'flow':
      return `/admin/flows/${id}`;
    case 'ticket_type':
      return `/admin/ticket-types/${id}`;
    default:
      return LISTS[kind] ?? SINGLE[kind];
  }
}

/** Whether the sentence needs to name the object: not where it is the person alone, or the only one of its sort. */
export function namesObject({ object, who }: Pick<AuditEntry, 'object' | 'who'>): boolean {
  return object.id !== '' && object.id !== 'unknown' && object.id !== who?.id;
}

/** What a thing is called: its name, else its number, shortened where it is a long one. */
export function nameOf({ object }: Pick<AuditEntry, 'object'>): string {
  const long = /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(object.id);
  return object.name ?? (long ? `…${object.id.slice(-6)}` : object.id);
}
