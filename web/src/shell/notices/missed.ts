import type { LiveEvent } from '../../live/eventStream';

/** A call that rang at this agent in vain. */
export interface Missed {
  contact: string;
  at: string;
}

const MOST = 10;

/** Whether an event says that an offer to this agent was not answered. */
export function missedBy(agent: string | undefined, event: LiveEvent): Missed | undefined {
  if (!agent || event.kind !== 'contacts.offer_ended') return undefined;
  const { agent: whose, end } = event.data as { agent?: string; end?: string };
  const contact = event.subject.split(':')[1];
  return whose === agent && end === 'timed_out' && contact ? { contact, at: event.at } : undefined;
}

const stored = (staff: string) => `yingda.missed.${staff}`;

export function missedCalls(staff: string, store: Storage = sessionStorage): Missed[] {
  try {
    const list: unknown = JSON.parse(store.getItem(stored(staff)) ?? '[]');
    return Array.isArray(list) ? (list as Missed[]) : [];
  } catch {
    return [];
  }
}

/** Newest first, and only as many as anyone reads. */
export function keepMissed(staff: string, list: Missed[], store: Storage = sessionStorage): Missed[] {
  const kept = list.slice(0, MOST);
  store.setItem(stored(staff), JSON.stringify(kept));
  return kept;
}
