import { wall } from './centre';

/** A running time: `3:12`, `1:02:05`. Never negative. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${two(minutes)}:${two(rest)}`;
}

/** Seconds from an instant until now. */
export function since(at: string | null | undefined, now: number): number {
  if (!at) return 0;
  return Math.max(0, (now - Date.parse(at)) / 1000);
}

/** A duration in words short enough for a table: `12 s`, `3:12`. */
export function duration(seconds: number | null | undefined, unit: string): string {
  if (seconds === null || seconds === undefined) return '–';
  return seconds < 60 ? `${Math.round(seconds)} ${unit}` : clock(seconds);
}

export interface Relative {
  key: 'justNow' | 'minutesAgo' | 'hoursAgo' | 'inMinutes' | 'inHours' | 'absolute';
  count: number;
}

/** How far an instant is from now: relative when near (a day), absolute else. */
export function relative(at: string, now: number): Relative {
  const seconds = (now - Date.parse(at)) / 1000;
  const away = Math.abs(seconds);
  if (away < 60) return { key: 'justNow', count: 0 };
  if (away < 3600) return { key: seconds > 0 ? 'minutesAgo' : 'inMinutes', count: Math.floor(away / 60) };
  if (away < 86_400) return { key: seconds > 0 ? 'hoursAgo' : 'inHours', count: Math.floor(away / 3600) };
  return { key: 'absolute', count: 0 };
}

export function absolute(at: string | null | undefined): string {
  return at ? wall(at).format('YYYY-MM-DD HH:mm:ss') : '–';
}

export function short(at: string | null | undefined): string {
  return at ? wall(at).format('MM-DD HH:mm') : '–';
}
