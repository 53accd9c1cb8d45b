import dayjs from 'dayjs';
import { afterEach, describe, expect, it } from 'vitest';
import {
  asShown,
  centreOffset,
  centreZone,
  daysOf,
  instantOf,
  isElsewhere,
  setCentreZone,
  wall,
  wallDay,
} from './centre';
import { absolute, short } from './format';

afterEach(() => setCentreZone('Asia/Shanghai'));

// Whatever zone the tests run in, the pages show the centre's.
describe('times', () => {
  const at = '2026-11-22T18:30:00Z';

  it('are shown by the clock on the wall of the centre', () => {
    expect(absolute(at)).toBe('2026-11-23 02:30:00');
    expect(short(at)).toBe('11-23 02:30');
    setCentreZone('America/New_York');
    expect(absolute(at)).toBe('2026-11-22 13:30:00');
  });

  it('lead back to the instant they were made of, in summer and winter', () => {
    for (const zone of ['Asia/Shanghai', 'America/New_York', 'Asia/Kolkata', 'Europe/Berlin']) {
      setCentreZone(zone);
      for (const instant of ['2026-01-15T12:34:56.789Z', '2026-07-15T23:59:59.999Z', '2026-11-22T00:00:00.000Z'])
        expect(instantOf(wall(instant)), `${zone} ${instant}`).toBe(instant);
    }
  });

  it('typed into a field mean the hour that stands there', () => {
    expect(instantOf(dayjs('2026-11-23 09:00', 'YYYY-MM-DD HH:mm'))).toBe('2026-11-23T01:00:00.000Z');
    expect(asShown(dayjs('2026-11-23T09:00')).format('HH:mm')).toBe('09:00');
  });

  it('of days are the whole days of the centre', () => {
    const days = daysOf([wallDay('2026-11-22'), wallDay('2026-11-22')]);
    expect(days).toEqual({ from: '2026-11-21T16:00:00.000Z', to: '2026-11-22T15:59:59.999Z' });
    expect(daysOf(null)).toEqual({ from: undefined, to: undefined });
    expect(wall('2026-11-22T16:00:00Z').format('YYYY-MM-DD')).toBe('2026-11-23');
  });

  it('keep the zone before when the browser does not know the new one', () => {
    setCentreZone('Mars/Olympus');
    expect(centreZone()).toBe('Asia/Shanghai');
  });

  it('tell how far the centre is from UTC, and whether this browser is elsewhere', () => {
    expect(centreOffset(Date.parse(at))).toBe('UTC+8');
    setCentreZone('Asia/Kolkata');
    expect(centreOffset(Date.parse(at))).toBe('UTC+5:30');
    setCentreZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
    expect(isElsewhere(Date.parse(at))).toBe(false);
    setCentreZone(new Date(at).getTimezoneOffset() === -480 ? 'UTC' : 'Asia/Shanghai');
    expect(isElsewhere(Date.parse(at))).toBe(true);
  });
});
