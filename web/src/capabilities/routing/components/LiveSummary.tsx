import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Indicator, LiveBoard } from '../../../api/types';
import { clock } from '../../../time/format';
import { useNow } from '../../../time/Timer';
import { figure } from '../../reports/figure';
import { standing, useToday } from '../today';
import './live.css';

/** How the centre stands, in one line of figures; each opens what was counted. */
export function LiveSummary({ board }: { board: LiveBoard }) {
  const { t } = useTranslation();
  const now = useNow();
  const { indicators } = useToday();
  const { waiting, free, oldest, waited, late } = standing(board, now);
  return (
    <ul className="live-summary">
      <Tile label={t('wall.waiting')} tone={late ? 'bad' : waiting > 0 ? 'soon' : ''}>
        {waiting}
      </Tile>
      <Tile label={t('wall.longest')} tone={late ? 'bad' : ''}>
        {oldest ? clock(waited) : '–'}
      </Tile>
      <Tile label={t('wall.free')} tone={free === 0 && waiting > 0 ? 'bad' : ''}>
        {free}
      </Tile>
      <Figure name="service_level" label={t('wall.serviceLevel')} indicator={indicators?.service_level} />
      <Figure name="connect_rate" label={t('wall.connectRate')} indicator={indicators?.connect_rate} />
      <Figure name="satisfaction" label={t('wall.satisfaction')} indicator={indicators?.satisfaction} />
    </ul>
  );
}

function Tile({ label, tone, note, children }: { label: string; tone: string; note?: string; children: ReactNode }) {
  return (
    <li className={`panel ${tone}`}>
      <span className="muted">{label}</span>
      <strong className="num">
        {tone === 'bad' && <span aria-hidden>▲ </span>}
        {children}
      </strong>
      <span className="muted small num">{note ?? '\u00a0'}</span>
    </li>
  );
}

/** What is well needs no colour here. */
const TONES = { good: '', near: 'soon', missed: 'bad' } as const;

function Figure({ name, label, indicator }: { name: string; label: string; indicator: Indicator | undefined }) {
  const { t } = useTranslation();
  if (!indicator) return null;
  const { target } = indicator;
  const note =
    target === null || target === undefined ? undefined : t('wall.target', { value: figure(target, 'share') });
  return (
    <Tile label={label} tone={TONES[indicator.standing ?? 'good']} note={note}>
      <Link to={`/indicators/${name}`}>{figure(indicator.value, indicator.unit)}</Link>
    </Tile>
  );
}
