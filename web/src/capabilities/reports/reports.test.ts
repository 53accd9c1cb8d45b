import { describe, expect, it } from 'vitest';
import { figure, part } from './figure';
import { indicatorFilter } from './period';
import { indicatorsOf } from './queries';

describe('figures', () => {
  it('carry their unit', () => {
    expect(figure(0.9234, 'share')).toBe('92.3%');
    expect(figure(1, 'share')).toBe('100%');
    expect(figure(12.34, 'seconds')).toBe('12.3 s');
    expect(figure(95, 'seconds')).toBe('01:35');
    expect(figure(7, 'count')).toBe('7');
  });

  it('are a dash while there is nothing to divide by', () => {
    expect(figure(null, 'share')).toBe('–');
    expect(part(undefined)).toBe('–');
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
