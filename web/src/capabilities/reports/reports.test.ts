import { describe, expect, it } from 'vitest';
import { strokes } from './components/Spark';
import { byDay, trendDays } from './days';
import { figure, part, partsOf } from './figure';
import { indicatorFilter } from './period';
import { indicatorsOf, parted } from './queries';

describe('figures', () => {
  it('carry their unit', () => {
    expect(figure(0.9234, 'share')).toBe('92.3%');
    expect(figure(1, 'share')).toBe('100%');
    expect(figure(12.34, 'seconds')).toMatch(/^12\.3 (秒|s)$/);
    expect(figure(95, 'seconds')).toBe('01:35');
    expect(figure(7, 'count')).toBe('7');
  });

  it('tell long times in hours and days', () => {
    expect(figure(7199, 'seconds')).toBe('1:59:59');
    expect(figure(9000, 'seconds')).toMatch(/^2\.5 (小时|h)$/);
    expect(figure(216_000, 'seconds')).toMatch(/^2\.5 (天|days)$/);
  });

  it('over tickets and promises stand apart from those over contacts', () => {
    const one = { formula: {}, numerator: 0, denominator: 0 };
    const all = indicatorsOf({ reopened: one, own: one, promises_kept: one, connect_rate: one });
    expect(parted(all).map((part) => part.map(([name]) => name))).toEqual([
      ['connect_rate', 'own'],
      ['promises_kept', 'reopened'],
    ]);
  });

  it('are a dash while there is nothing to divide by', () => {
    expect(figure(null, 'share')).toBe('–');
    expect(part(undefined, 'count')).toBe('–');
  });
});

describe('what a figure is made of', () => {
  it('is counted in whole numbers, and time in hours where it is long', () => {
    expect(part(13_579, 'count')).toBe('13,579');
    expect(part(-0, 'count')).toBe('0');
    expect(part(617.2, 'seconds')).toMatch(/^617 /);
    expect(part(2_216_187.5, 'seconds')).toMatch(/^615\.6 /);
    expect(partsOf('occupancy', 'share')).toEqual(['seconds', 'seconds']);
    expect(partsOf('average_talk_time_s', 'seconds')).toEqual(['seconds', 'count']);
  });
});

describe('days', () => {
  const half = (start: string, offered: number, service_level: number | null) => ({
    start,
    incoming: offered,
    offered,
    answered: offered,
    abandoned: 0,
    service_level,
  });

  it('are made of their half hours, the service level by weight', () => {
    const at = (text: string) => new Date(text).toISOString();
    const halves = [
      half(at('2026-11-02T09:00'), 1, 1),
      half(at('2026-11-02T09:30'), 3, 0.2),
      half(at('2026-11-03T09:00'), 0, null),
    ];
    const days = byDay(halves);
    expect(days.map((day) => day.offered)).toEqual([4, 0]);
    expect(days[0]?.service_level).toBeCloseTo(0.4);
    expect(days[1]?.service_level).toBeNull();
  });

  it('of a trend are those of the period, or two weeks up to a single day', () => {
    const of = (from: string, to: string) => {
      const { from: a, to: b } = indicatorFilter(new URLSearchParams({ from, to }), undefined);
      return trendDays(a ?? '', b ?? '');
    };
    expect(of('2026-11-01', '2026-11-07')).toHaveLength(7);
    const before = of('2026-11-20', '2026-11-20');
    expect([before.length, before.at(-1)]).toEqual([14, '2026-11-20']);
  });

  it('without a value leave a gap in the line', () => {
    const points = [1, null, 2, 3].map((value, n) => ({ day: String(n), value }));
    expect(strokes(points, 1, 3).map((line) => line.split(' ').length)).toEqual([1, 2]);
  });
});

describe('the answer about indicators', () => {
  it('is told apart from the facts beside them, what is asked for first on top', () => {
    const one = { value: 1, numerator: 1, denominator: 1, target: null, formula: 'a ÷ b' };
    const answer = { abandonment: one, volumes: { incoming: 3 }, from: 'x', connect_rate: one };
    expect(Object.keys(indicatorsOf(answer))).toEqual(['connect_rate', 'abandonment']);
  });
});

describe('the period', () => {
  it('is whole days, the last included', () => {
    const { from, to } = indicatorFilter(new URLSearchParams('from=2026-11-01&to=2026-11-02'), undefined);
    expect((Date.parse(to ?? '') - Date.parse(from ?? '')) / 3_600_000).toBe(48);
  });

  it('shows agents their own figures only', () => {
    const filter = indicatorFilter(new URLSearchParams('agent=1002&team=x'), '1001');
    expect([filter.agent, filter.team]).toEqual(['1001', undefined]);
  });
});
