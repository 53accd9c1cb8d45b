import { describe, expect, it } from 'vitest';
import type { Contact } from '../../api/types';
import { applies, runningSince } from './spans';

const contact = (part: Partial<Contact>) =>
  ({ queue_s: 0, ring_s: 0, talk_s: 0, hold_s: 0, wrap_up_s: 0, ...part }) as Contact;

describe('the times of a contact', () => {
  it('run while the contact is in that state', () => {
    const waits = contact({ state: 'queued', state_since: '2026-11-22T10:00:00Z' });
    expect(runningSince(waits, 'queue_s')).toBe('2026-11-22T10:00:00.000Z');
    expect(runningSince(waits, 'talk_s')).toBeUndefined();
  });

  it('go on from what was settled before, as after a hold', () => {
    const talks = contact({ state: 'talking', queue_s: 4, talk_s: 30, hold_s: 5, state_since: '2026-11-22T10:01:00Z' });
    expect(runningSince(talks, 'talk_s')).toBe('2026-11-22T10:00:30.000Z');
    expect(runningSince(talks, 'queue_s')).toBeUndefined();
    expect(runningSince(talks, 'hold_s')).toBeUndefined();
  });

  it('stand still when the contact is over', () => {
    expect(runningSince(contact({ state: 'abandoned', queue_s: 7 }), 'queue_s')).toBeUndefined();
  });

  it('say nothing about what never was', () => {
    expect(applies(contact({ state: 'closed' }), 'queue_s')).toBe(false);
    expect(applies(contact({ state: 'closed' }), 'talk_s')).toBe(false);
    const talks = contact({ state: 'talking', answered_at: '2026-11-22T10:00:00Z' });
    expect(applies(talks, 'hold_s')).toBe(true);
    expect(applies(talks, 'wrap_up_s')).toBe(false);
  });
});
