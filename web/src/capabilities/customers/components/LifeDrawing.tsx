import { useTranslation } from 'react-i18next';
import type { Edge, Life, Stage } from '../../../api/types';
import { say } from '../../../i18n';

const WIDTH = 116;
const HEIGHT = 36;
/** Where each stage stands in the picture. */
const PLACES: Record<Stage, [x: number, y: number]> = {
  lead: [70, 44],
  trial: [270, 44],
  member: [480, 44],
  key_account: [690, 44],
  eliminated: [70, 164],
  prospect: [270, 164],
  lapsed: [480, 164],
};

/** Where a line from the middle of a stage leaves its box. */
function border([x, y]: [number, number], [towardsX, towardsY]: [number, number]): [number, number] {
  const [dx, dy] = [towardsX - x, towardsY - y];
  const scale = Math.min(WIDTH / 2 / (Math.abs(dx) || 1e-9), HEIGHT / 2 / (Math.abs(dy) || 1e-9));
  return [x + dx * scale, y + dy * scale];
}

/** A bent line between two stages, so that there and back do not cover each other. */
function path(edge: Edge): { line: string; middle: [number, number] } {
  const [from, to] = [PLACES[edge.from], PLACES[edge.to]];
  if (edge.from === edge.to) {
    const [x, y] = [from[0] + 30, from[1] - HEIGHT / 2];
    return { line: `M${x - 14},${y} C${x - 14},${y - 22} ${x + 14},${y - 22} ${x + 14},${y - 2}`, middle: [x, y - 14] };
  }
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const long = Math.hypot(dx, dy);
  // The two long ways go round the stage between them.
  const bend = edge.from === 'lapsed' && edge.to === 'prospect' ? 0 : 16;
  const middle: [number, number] = [
    (from[0] + to[0]) / 2 - (dy / long) * bend,
    (from[1] + to[1]) / 2 + (dx / long) * bend,
  ];
  const [start, end] = [border(from, middle), border(to, middle)];
  // The words of slanting lines stand near their end, so that those of neighbours do not meet.
  const slants = dx !== 0 && dy !== 0;
  // Those of level lines stand clear of the stages at both ends, which are nearer than the words are long.
  const clear = from[1] + Math.sign(dx) * (HEIGHT / 2 + 12);
  const level: [number, number] = dy === 0 ? [middle[0], clear] : middle;
  const words: [number, number] = slants ? [from[0] + dx * 0.72, from[1] + dy * 0.72] : level;
  return { line: `M${start[0]},${start[1]} Q${middle[0]},${middle[1]} ${end[0]},${end[1]}`, middle: words };
}

/** The state machine of a customer's life, drawn: where the customer stands, where it can go, where it has been. */
export function LifeDrawing({ life, onChoose }: { life: Life; onChoose: (command: string) => void }) {
  const { t, i18n } = useTranslation();
  const possible = new Set(life.possible.map((edge) => edge.command));
  const been = new Set(life.moves.map((move) => move.to));
  const open = (edge: Edge) => edge.from === life.stage && possible.has(edge.command);
  // What can be done is drawn last, over the rest.
  const edges = life.drawing.toSorted((a, b) => Number(open(a)) - Number(open(b)));
  return (
    <svg viewBox="0 0 760 196" className="life" role="img" aria-label={t('customer.life.drawing')}>
      <defs>
        {['quiet', 'open'].map((kind) => (
          <marker
            key={kind}
            id={`arrow-${kind}`}
            className={kind}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M0,0 L8,4 L0,8 z" />
          </marker>
        ))}
      </defs>
      {edges.map((edge) => {
        const { line } = path(edge);
        const kind = open(edge) ? 'open' : 'quiet';
        return (
          <path
            key={`${edge.from}-${edge.command}`}
            d={line}
            className={`edge ${kind}`}
            markerEnd={`url(#arrow-${kind})`}
          >
            <title>{say(edge.label, i18n.language)}</title>
          </path>
        );
      })}
      {(Object.keys(PLACES) as Stage[]).map((stage) => {
        const [x, y] = PLACES[stage];
        const here = stage === life.stage;
        return (
          <g
            key={stage}
            className={`stage${here ? ' here' : been.has(stage) ? ' been' : ''}`}
            data-testid={here ? 'life-here' : undefined}
            data-stage={stage}
          >
            <rect x={x - WIDTH / 2} y={y - HEIGHT / 2} width={WIDTH} height={HEIGHT} rx="6" />
            <text x={x} y={y} dominantBaseline="central" textAnchor="middle">
              {here ? '● ' : ''}
              {t(`customer.stage.${stage}`)}
            </text>
          </g>
        );
      })}
      {life.possible
        .filter((edge) => edge.from !== edge.to)
        .map((edge) => {
          const [x, y] = path(edge).middle;
          const words = say(edge.label, i18n.language);
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the same moves are buttons below the picture
            <text
              key={edge.command}
              x={x}
              y={y}
              className="choice"
              textAnchor="middle"
              dominantBaseline="central"
              onClick={() => onChoose(edge.command)}
              onKeyDown={undefined}
            >
              {words}
            </text>
          );
        })}
    </svg>
  );
}
