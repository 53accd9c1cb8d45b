import { describe, expect, it } from 'vitest';
import { keepMissed, missedBy, missedCalls } from './missed';

const event = (agent: string, end: string) => ({
  seq: 1,
  at: '2026-11-22T01:00:00Z',
  kind: 'contacts.offer_ended',
  subject: 'contact:c1',
  actor: null,
  data: { agent, end },
});

describe('a missed call', () => {
  it('is an offer to this agent that nobody answered', () => {
    expect(missedBy('a1', event('a1', 'timed_out'))).toEqual({ contact: 'c1', at: '2026-11-22T01:00:00Z' });
  });

  it('is none of another agent, and none that was answered, refused or withdrawn', () => {
    expect(missedBy('a2', event('a1', 'timed_out'))).toBeUndefined();
    expect(missedBy(undefined, event('a1', 'timed_out'))).toBeUndefined();
    for (const end of ['accepted', 'refused', 'withdrawn']) expect(missedBy('a1', event('a1', end))).toBeUndefined();
  });

  it('is remembered until it was read, the ten newest of them', () => {
    const many = Array.from({ length: 12 }, (_, n) => ({ contact: `c${n}`, at: 'x' }));
    keepMissed('1001', many);
    expect(missedCalls('1001').map((one) => one.contact)).toEqual(many.slice(0, 10).map((one) => one.contact));
    expect(missedCalls('1002')).toEqual([]);
  });
});
