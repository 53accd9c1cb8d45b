import { describe, expect, it } from 'vitest';
import type { Contact } from '../../api/types';
import { applies, runningSince } from './spans';

const contact = (part: Partial<Contact>) =>
  ({ queue_s: 0, ring_s: 0, talk_s: 0, hold_s: 0, wrap_up_s: 0, ...part }) as Contact;

describe('the times of a contact', () => {
  it('run while the contact is in that state', () => {
    const waits = contact({ state: 'queued', queued_at: '2026-11-22T10:00:00Z' });
    expect(runningSince(waits, 'queue_s')).toBe('2026-11-22T10:00:00Z');
    expect(runningSince(waits, 'talk_s')).toBeUndefined();
    const talks = contact({ state: 'talking', queue_s: 4, answered_at: '2026-11-22T10:00:04Z' });
    expect(runningSince(talks, 'talk_s')).toBe('2026-11-22T10:00:04Z');
    expect(runningSince(talks, 'queue_s')).toBeUndefined();
    const owes = contact({ state: 'wrap_up', talk_s: 60, ended_at: '2026-11-22T10:01:04Z' });
    expect(runningSince(owes, 'wrap_up_s')).toBe('2026-11-22T10:01:04Z');
  });

  it('stand still when the contact is over', () => {
    const left = contact({ state: 'abandoned', queued_at: '2026-11-22T10:00:00Z', queue_s: 7 });
    expect(runningSince(left, 'queue_s')).toBeUndefined();
  });

  it('say nothing about who never asked for a person', () => {
    expect(applies(contact({ state: 'closed' }), 'queue_s')).toBe(false);
    expect(applies(contact({ state: 'closed' }), 'talk_s')).toBe(false);
  });
});
