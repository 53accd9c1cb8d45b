import { keepPreviousData, useQuery } from '@tanstack/react-query';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HalfHour } from '../../../api/types';
import '../../../table/table.css';
import { figure } from '../figure';
import { halfHoursQuery, type IndicatorFilter } from '../queries';

const HEIGHT = 140;
const MOST = 96;

/** Calls per half hour as bars, with the same as a table. */
export function HalfHours({ filter }: { filter: IndicatorFilter }) {
  const { t } = useTranslation();
  const query = useQuery({ ...halfHoursQuery(filter), placeholderData: keepPreviousData });
  const [table, showTable] = useState(false);
  const busy = (query.data ?? []).filter((half) => half.incoming > 0 || half.offered > 0);
  if (busy.length === 0 || (query.data?.length ?? 0) > MOST) return null;
  const [first, last] = [busy[0]?.start ?? '', busy.at(-1)?.start ?? ''];
  const halves = (query.data ?? []).filter((half) => half.start >= first && half.start <= last);
  return (
    <section className="panel">
      <div className="spread" style={{ marginBottom: 12 }}>
        <h2 className="section-title">{t('indicators.halfHours')}</h2>
        <button type="button" className="link-button" onClick={() => showTable(!table)}>
          {t(table ? 'indicators.asBars' : 'indicators.asTable')}
        </button>
      </div>
      {table ? <HalfHourTable halves={halves} /> : <Bars halves={halves} />}
    </section>
  );
}

function Bars({ halves }: { halves: HalfHour[] }) {
  const { t } = useTranslation();
  const most = Math.max(1, ...halves.map((half) => half.offered));
  const height = (count: number) => (count / most) * HEIGHT;
  return (
    <figure className="bars" aria-label={t('indicators.halfHours')}>
      <div className="bars-legend small">
        <span style={{ color: 'var(--accent)' }}>■ {t('indicators.answered')}</span>
        <span style={{ color: 'var(--bad)' }}>■ {t('indicators.abandoned')}</span>
        <span className="muted num">{t('indicators.most', { count: most })}</span>
      </div>
      <div className="bars-plot">
        {halves.map((half) => (
          <div
            key={half.start}
            className="bar"
            title={`${dayjs(half.start).format('HH:mm')} · ${t('indicators.answered')} ${half.answered} · ${t('indicators.abandoned')} ${half.abandoned} · ${figure(half.service_level, 'share')}`}
          >
            <div style={{ height: height(half.abandoned), background: 'var(--bad)' }} />
            <div style={{ height: height(half.answered), background: 'var(--accent)' }} />
            <span className="num small">
              {dayjs(half.start).minute() === 0 ? dayjs(half.start).format('HH:mm') : '\u00a0'}
            </span>
          </div>
        ))}
      </div>
    </figure>
  );
}

function HalfHourTable({ halves }: { halves: HalfHour[] }) {
  const { t } = useTranslation();
  const counts = ['incoming', 'offered', 'answered', 'abandoned'] as const;
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('indicators.start')}</th>
          {counts.map((key) => (
            <th key={key} scope="col" className="numeric">
              {t(`indicators.${key}`)}
            </th>
          ))}
          <th scope="col" className="numeric">
            {t('indicators.names.service_level')}
          </th>
        </tr>
      </thead>
      <tbody>
        {halves.map((half) => (
          <tr key={half.start}>
            <td>{dayjs(half.start).format('MM-DD HH:mm')}</td>
            {counts.map((key) => (
              <td key={key} className="numeric">
                {half[key]}
              </td>
            ))}
            <td className="numeric">{figure(half.service_level, 'share')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
