import type { Contact } from '../../api/types';

export type SpanKey = 'queue_s' | 'ring_s' | 'talk_s' | 'hold_s' | 'wrap_up_s';

const RUNS: Partial<Record<SpanKey, { state: string; since: (contact: Contact) => string | null | undefined }>> = {
  queue_s: { state: 'queued', since: (contact) => contact.queued_at },
  talk_s: { state: 'talking', since: (contact) => contact.answered_at },
  wrap_up_s: { state: 'wrap_up', since: (contact) => contact.ended_at },
};

/** Since when a time of a contact has been running; nothing when it stands still. */
export function runningSince(contact: Contact, key: SpanKey): string | undefined {
  const runs = RUNS[key];
  // Only what is settled is counted: while nothing is, the clock shows the whole.
  const first = contact[key] === 0 && runs?.state === contact.state;
  return (first && runs?.since(contact)) || undefined;
}

/** Whether a time means anything for a contact: who never asked for a person has waited for nobody. */
export function applies(contact: Contact, key: SpanKey): boolean {
  return contact[key] > 0 || Boolean(key === 'queue_s' ? contact.queued_at : contact.answered_at);
}
