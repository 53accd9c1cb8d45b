import dayjs, { type Dayjs } from 'dayjs';
import utc from 'dayjs/plugin/utc';
import { serverNow } from './clock';

dayjs.extend(utc);

/** The centre's zone. All pages and all words of the server are in it, wherever the browser is. */
let zone = 'Asia/Shanghai';
let parts = partsIn(zone);

function partsIn(name: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}

/** Learns the centre's zone. One that this browser does not know is left aside. */
export function setCentreZone(name: string): void {
  try {
    parts = partsIn(name);
    zone = name;
  } catch {
    // The zone before stays: better the usual hours than none.
  }
}

export function centreZone(): string {
  return zone;
}

/** By how much the centre's clock is ahead of UTC at an instant, in milliseconds. */
function ahead(at: number): number {
  const read: Record<string, number> = {};
  for (const { type, value } of parts.formatToParts(at)) read[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = read;
  const whole = Math.floor(at / 1000) * 1000;
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
}

/**
 * What the clock on the centre's wall shows at an instant; now, when none is named. What is done with it (days, hours,
 * months) is done by that clock; `instantOf` leads back.
 */
export function wall(at: string | number = serverNow()): Dayjs {
  const millis = typeof at === 'number' ? at : Date.parse(at);
  return Number.isNaN(millis) ? dayjs.utc(at) : dayjs.utc(millis + ahead(millis));
}

/** The begin of a day (`2026-11-22`) by the centre's clock. */
export function wallDay(day: string): Dayjs {
  return dayjs.utc(day);
}

/** The instant at which the centre's clock shows this, as the API takes it. What was typed in a field counts as shown. */
export function instantOf(shown: Dayjs): string {
  const fields = asShown(shown).valueOf();
  const guess = fields - ahead(fields);
  return new Date(fields - ahead(guess)).toISOString();
}

/** What a field shows, whichever zone it was read in when it was typed. */
export function asShown(picked: Dayjs): Dayjs {
  return dayjs.utc(picked.format('YYYY-MM-DDTHH:mm:ss.SSS'));
}

/** What a field showed, back from a draft, which keeps it as if it had been in UTC. */
export function revivedWall(kept: string): Dayjs {
  return dayjs.utc(kept);
}

/** From the first day's begin to the last one's end; nothing where no day is chosen. */
export function daysOf(range: readonly (Dayjs | null)[] | null): { from: string | undefined; to: string | undefined } {
  const [first, last] = range ?? [];
  return {
    from: first ? instantOf(first.startOf('day')) : undefined,
    to: last ? instantOf(last.endOf('day')) : undefined,
  };
}

/** Whether the browser's clock shows another hour than the centre's. */
export function isElsewhere(at: number = serverNow()): boolean {
  return ahead(at) !== -new Date(at).getTimezoneOffset() * 60_000;
}

/** The centre's distance to UTC, such as `UTC+8`. */
export function centreOffset(at: number = serverNow()): string {
  const minutes = Math.round(ahead(at) / 60_000);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest ? `:${String(rest).padStart(2, '0')}` : ''}`;
}

// Calendars in date fields ask for `tz()` to know which day is today.
dayjs.extend((_option, dayjsClass) => {
  Object.assign(dayjsClass.prototype, {
    tz(this: Dayjs) {
      return wall(this.valueOf());
    },
  });
});
