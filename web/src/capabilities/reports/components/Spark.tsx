import { figure } from '../figure';

const [WIDTH, HEIGHT, EDGE] = [112, 32, 3];

export interface Point {
  day: string;
  value: number | null;
}

/** The points of a line, from left to right; days without a value leave a gap. */
export function strokes(points: Point[], low: number, high: number): string[] {
  const span = high - low || 1;
  const at = (value: number, n: number) => {
    const x = EDGE + (n / Math.max(1, points.length - 1)) * (WIDTH - 2 * EDGE);
    return `${x.toFixed(1)},${(HEIGHT - EDGE - ((value - low) / span) * (HEIGHT - 2 * EDGE)).toFixed(1)}`;
  };
  const lines: string[][] = [[]];
  for (const [n, { value }] of points.entries()) {
    if (value === null) lines.push([]);
    else lines.at(-1)?.push(at(value, n));
  }
  return lines.filter((line) => line.length > 0).map((line) => line.join(' '));
}

/** The course of a figure over days, with its target as a dashed line. */
export function Spark({ points, target, unit }: { points: Point[]; target?: number | null; unit: string }) {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length < 2) return <svg width={WIDTH} height={HEIGHT} aria-hidden />;
  const shown = target === null || target === undefined ? values : [...values, target];
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  const span = high - low || 1;
  const level = HEIGHT - EDGE - (((target ?? 0) - low) / span) * (HEIGHT - 2 * EDGE);
  const label = points.map(({ day, value }) => `${day.slice(5)} ${figure(value, unit)}`).join('\n');
  const lines = strokes(points, low, high);
  const end = lines.at(-1)?.split(' ').at(-1)?.split(',');
  return (
    <svg width={WIDTH} height={HEIGHT} className="spark" role="img" aria-label={label}>
      <title>{label}</title>
      {target !== null && target !== undefined && (
        <line x1={0} x2={WIDTH} y1={level} y2={level} className="spark-target" />
      )}
      {lines.map((line) => (
        <polyline key={line} points={line} className="spark-line" />
      ))}
      {end && <circle cx={end[0]} cy={end[1]} r={2.5} className="spark-end" />}
    </svg>
  );
}
