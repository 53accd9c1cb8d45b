import { describe, expect, it } from 'vitest';
import { addressOf, clockOf, nearness, wordOf } from './words';

const now = Date.parse('2026-11-23T10:00:00+08:00');

describe('a due instant', () => {
  it('is late, soon or far', () => {
    expect(nearness('2026-11-23T09:59:00+08:00', now)).toBe('late');
    expect(nearness('2026-11-23T10:20:00+08:00', now)).toBe('soon');
    expect(nearness('2026-11-23T11:20:00+08:00', now)).toBe('far');
    expect(nearness(null, now)).toBe('far');
  });

  it('names its day when that is another', () => {
    expect(clockOf(new Date(now + 60_000).toISOString(), now)).toMatch(/^\d\d:\d\d$/);
    expect(clockOf(new Date(now + 48 * 3_600_000).toISOString(), now)).toMatch(/^\d\d-\d\d \d\d:\d\d$/);
  });
});

describe('a promise', () => {
  it('that was broken and made good is told so', () => {
    expect(wordOf({ state: 'broken', open: true })).toBe('broken');
    expect(wordOf({ state: 'broken', open: false })).toBe('made_good');
    expect(wordOf({ state: 'kept', open: false })).toBe('kept');
  });

  it('leads to its place', () => {
    expect(addressOf({ what: 'call_back', id: 'a' })).toBe('/promises?one=a');
    expect(addressOf({ what: 'ticket', id: 'a' })).toBe('/tickets/a');
  });
});
