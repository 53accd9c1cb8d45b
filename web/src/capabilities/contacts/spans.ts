import type { Contact } from '../../api/types';

export type SpanKey = 'queue_s' | 'ring_s' | 'talk_s' | 'hold_s' | 'wrap_up_s';

const STATES: Record<SpanKey, string> = {
  queue_s: 'queued',
  ring_s: 'ringing',
  talk_s: 'talking',
  hold_s: 'held',
  wrap_up_s: 'wrap_up',
};

/** From when a running time of a contact counts, with what was settled of it before; nothing when it stands still. */
export function runningSince(contact: Contact, key: SpanKey): string | undefined {
  if (contact.state !== STATES[key] || !contact.state_since) return undefined;
  return new Date(Date.parse(contact.state_since) - contact[key] * 1000).toISOString();
}

/** Whether a time means anything for a contact: who never asked for a person has waited for nobody. */
export function applies(contact: Contact, key: SpanKey): boolean {
  if (contact[key] > 0) return true;
  if (key === 'queue_s') return Boolean(contact.queued_at);
  return Boolean(contact.answered_at && (key !== 'wrap_up_s' || contact.ended_at));
}
