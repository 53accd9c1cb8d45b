import i18n from '../../i18n';
import { clock } from '../../time/format';

/** A figure in its unit: shares in per cent, times as clocks above a minute, in hours or days where they are long. */
export function figure(value: number | null | undefined, unit: string | undefined): string {
  if (value === null || value === undefined) return '–';
  if (unit === 'share') return `${Number((value * 100).toFixed(1))}%`;
  if (unit === 'seconds') return length(value);
  return Number.isInteger(value) ? grouped(value) : value.toFixed(2);
}

/** How a figure that stands so to its target is coloured. */
export const STANDING_TONE = { good: 'good', near: 'soon', missed: 'bad' } as const;

const HOUR = 3600;

/** A length as short as it can be told: seconds, a clock, hours, days. */
function length(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} ${i18n.t('time.seconds')}`;
  if (seconds < 2 * HOUR) return clock(seconds);
  if (seconds < 48 * HOUR) return `${grouped(Number((seconds / HOUR).toFixed(1)))} ${i18n.t('time.hours')}`;
  return `${grouped(Number((seconds / 24 / HOUR).toFixed(1)))} ${i18n.t('time.days')}`;
}

type Measure = 'count' | 'seconds';

/** Of how much of what an indicator is made: its numerator, its denominator. */
export function partsOf(name: string, unit: string): [Measure, Measure] {
  if (name === 'occupancy') return ['seconds', 'seconds'];
  return [unit === 'seconds' ? 'seconds' : 'count', 'count'];
}

/** Numerator or denominator: counts whole, sums of time in hours where they are long. */
export function part(value: number | null | undefined, measure: Measure): string {
  if (value === null || value === undefined) return '–';
  if (measure === 'count') return grouped(value);
  if (value < 7200) return `${grouped(Math.round(value))} ${i18n.t('time.seconds')}`;
  return `${grouped(Number((value / 3600).toFixed(1)))} ${i18n.t('time.hours')}`;
}

function grouped(value: number): string {
  // An empty sum may come as minus nothing.
  return (value + 0).toLocaleString('en-US', { maximumFractionDigits: 1 });
}
