import { describe, expect, it } from 'vitest';
import type { QueueLive } from '../../api/types';
import { countedAs, namesEach, onWall, STATE_ORDER } from './presence';

const queue = (n: number, waiting = 0, since: string | null = null) =>
  ({ queue: `q${n}`, name: `${n}`, waiting, longest_waiting_since: since }) as QueueLive;

describe('a board', () => {
  it('does not count as free who has no telephone', () => {
    expect(countedAs({ state: 'available', reachable: true })).toBe('available');
    expect(countedAs({ state: 'available', reachable: false })).toBe('unreachable');
    expect(countedAs({ state: 'break', reachable: false })).toBe('break');
    expect(STATE_ORDER).toContain('unreachable');
  });

  it('shows all queues where there is room, in their order', () => {
    const eight = Array.from({ length: 8 }, (_, n) => queue(n, n));
    expect(onWall(eight)).toEqual({ shown: eight, more: 0 });
  });

  it('never hides a line behind queues where nobody waits, and says what it leaves out', () => {
    const many = Array.from({ length: 12 }, (_, n) => queue(n));
    many[10] = queue(10, 2, '2026-11-22T10:00:05Z');
    many[11] = queue(11, 1, '2026-11-22T10:00:00Z');
    const { shown, more } = onWall(many);
    expect(shown.map((one) => one.queue)).toEqual(['q11', 'q10', 'q0', 'q1', 'q2', 'q3', 'q4']);
    expect(more).toBe(5);
  });

  it('names fewer of each state the more states there are', () => {
    expect([1, 2, 4, 7, 20].map(namesEach)).toEqual([24, 12, 6, 3, 3]);
  });
});
