import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type PointerEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import type { Stroke } from '../queries';

/** The field in which a signature is drawn, in its own units. */
const [WIDTH, HEIGHT] = [1000, 400];

const points = (stroke: number[][]) => stroke.map((point) => point.join(',')).join(' ');

/** A signature that was given. */
export function Signature({ ticket, id }: { ticket: string; id: string }) {
  const { t } = useTranslation();
  const signature = useQuery({
    queryKey: ['ticket', ticket, 'signature', id],
    queryFn: () =>
      must(api.GET('/api/tickets/{id}/signatures/{signature}', { params: { path: { id: ticket, signature: id } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!signature.data) return <span className="muted">…</span>;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="signature" role="img" aria-label={t('ticket.signature')}>
      {signature.data.strokes.map((stroke, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: strokes have nothing but their order
        <polyline key={index} points={points(stroke)} />
      ))}
    </svg>
  );
}

/** Where the customer signs with a finger. */
export function SignaturePad({ value, onChange }: { value: Stroke[]; onChange: (strokes: Stroke[]) => void }) {
  const { t } = useTranslation();
  const drawing = useRef(false);
  const at = (event: PointerEvent<SVGSVGElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    const inside = (part: number, most: number) => Math.round(Math.min(Math.max(part, 0), 1) * most);
    return [
      inside((event.clientX - box.left) / box.width, WIDTH),
      inside((event.clientY - box.top) / box.height, HEIGHT),
    ];
  };
  return (
    <div>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className="sign-field"
        data-testid="sign-field"
        role="img"
        aria-label={t('ticket.signHere')}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          drawing.current = true;
          onChange([...value, [at(event)]]);
        }}
        onPointerMove={(event) => {
          if (!drawing.current) return;
          const last = value.at(-1) ?? [];
          onChange([...value.slice(0, -1), [...last, at(event)]]);
        }}
        onPointerUp={() => {
          drawing.current = false;
        }}
        onPointerCancel={() => {
          drawing.current = false;
        }}
      >
        {value.map((stroke, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: strokes have nothing but their order
          <polyline key={index} points={points(stroke)} />
        ))}
      </svg>
      <div className="spread" style={{ marginTop: 4 }}>
        <span className="muted small">{t('ticket.signHere')}</span>
        <Button size="small" onClick={() => onChange([])} disabled={value.length === 0}>
          {t('ticket.signAgain')}
        </Button>
      </div>
    </div>
  );
}
