import { clock } from '../../time/format';

/** A figure in its unit: shares in per cent, times as clocks above a minute. */
export function figure(value: number | null | undefined, unit: string | undefined): string {
  if (value === null || value === undefined) return '–';
  if (unit === 'share') return `${Number((value * 100).toFixed(1))}%`;
  if (unit === 'seconds') return value < 60 ? `${value.toFixed(1)} s` : clock(value);
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}

/** Numerator or denominator: counts whole, sums of seconds rounded. */
export function part(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}
