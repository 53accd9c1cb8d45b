import { describe, expect, it } from 'vitest';
import { clock, duration, relative, since } from './format';

describe('running times', () => {
  it('count minutes and seconds, and hours when there are any', () => {
    expect([0, 9, 72, 3599, 3600, 3725].map(clock)).toEqual(['00:00', '00:09', '01:12', '59:59', '1:00:00', '1:02:05']);
  });

  it('are never negative, even when the clocks differ', () => {
    expect(clock(-3)).toBe('00:00');
    expect(since('2026-11-22T05:00:10Z', Date.parse('2026-11-22T05:00:00Z'))).toBe(0);
  });

  it('do not jump by rounding up', () => {
    expect(clock(59.9)).toBe('00:59');
  });
});

describe('durations', () => {
  it('are in seconds below a minute and a clock above', () => {
    expect(duration(12.4, 's')).toBe('12 s');
    expect(duration(75, 's')).toBe('01:15');
    expect(duration(null, 's')).toBe('–');
  });
});

describe('instants', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  it.each([
    ['2026-11-22T11:59:30Z', 'justNow', 0],
    ['2026-11-22T11:57:00Z', 'minutesAgo', 3],
    ['2026-11-22T12:20:30Z', 'inMinutes', 20],
    ['2026-11-22T09:30:00Z', 'hoursAgo', 2],
    ['2026-11-22T15:00:00Z', 'inHours', 3],
    ['2026-11-20T12:00:00Z', 'absolute', 0],
  ])('%s is told as %s %i', (at, key, count) => {
    expect(relative(at, now)).toEqual({ key, count });
  });
});
