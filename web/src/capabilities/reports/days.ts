import type { HalfHour } from '../../api/types';
import { instantOf, wall } from '../../time/centre';

/** Half hours taken together by the centre's days; the service level weighs each by what was offered. */
export function byDay(halves: HalfHour[]): HalfHour[] {
  const days = new Map<string, HalfHour & { within: number }>();
  for (const half of halves) {
    const start = instantOf(wall(half.start).startOf('day'));
    const day = days.get(start) ?? { start, incoming: 0, offered: 0, answered: 0, abandoned: 0, within: 0 };
    day.incoming += half.incoming;
    day.offered += half.offered;
    day.answered += half.answered;
    day.abandoned += half.abandoned;
    day.within += (half.service_level ?? 0) * half.offered;
    days.set(start, day);
  }
  return [...days.values()].map(({ within, ...day }) => ({
    ...day,
    service_level: day.offered > 0 ? within / day.offered : null,
  }));
}

const MOST_DAYS = 31;
const USUAL_DAYS = 14;

/** The days whose course stands beside a figure: those of the period, or for one or two days those before it. */
export function trendDays(from: string, to: string): string[] {
  const last = wall(to).subtract(1, 'millisecond').startOf('day');
  const length = last.diff(wall(from).startOf('day'), 'day') + 1;
  const count = length > 2 ? Math.min(length, MOST_DAYS) : USUAL_DAYS;
  return Array.from({ length: count }, (_, n) => last.subtract(count - 1 - n, 'day').format('YYYY-MM-DD'));
}
