import { describe, expect, it } from 'vitest';
import { missingSteps, ownSteps } from './steps';

const calendar = (...dates: string[]) => [
  { name: 'business', special: dates.map((date) => ({ date, name: '', hours: [] })) },
];
const keys = (...of: Parameters<typeof missingSteps>) => missingSteps(...of).map((step) => step.key);

describe('the first steps', () => {
  it('of a new centre are all missing', () => {
    const known = { users: 1, queues: 0, numbers: 0, departments: 0, calendars: calendar('2026-10-01') };
    expect(keys(known, '2026-11-22')).toEqual(['users', 'queues', 'numbers', 'departments', 'holidays']);
  });

  it('that were taken are not named, nor what is not known', () => {
    const known = { users: 2, queues: 3, numbers: 1, departments: 2, calendars: calendar('2026-10-01', '2027-01-01') };
    expect(keys(known, '2026-11-22')).toEqual([]);
    expect(keys({}, '2026-11-22')).toEqual([]);
  });

  it('are named to those only who may take them', () => {
    const known = { users: 1, queues: 0, calendars: calendar('2026-10-01') };
    const leader = ownSteps(known, (permission) => permission === 'routing.manage');
    expect(keys(leader, '2026-11-22')).toEqual(['queues']);
  });

  it('ask for the holidays of a year once they are published', () => {
    expect(keys({ calendars: calendar('2026-10-01') }, '2026-09-30')).toEqual([]);
    expect(missingSteps({ calendars: calendar('2026-10-01') }, '2026-10-01')[0]?.year).toBe(2027);
    expect(missingSteps({ calendars: calendar('2026-10-01') }, '2027-01-02')[0]?.year).toBe(2027);
  });
});
