import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HalfHour } from '../../../api/types';
import '../../../table/table.css';
import { wall } from '../../../time/centre';
import { byDay } from '../days';
import { figure } from '../figure';
import { halfHoursQuery, type IndicatorFilter } from '../queries';

const MOST = 96;
/** A full hour is named, or every second one, and so on, so that the names do not touch. */
const HOURS = [1, 2, 3, 4, 6];
const MOST_NAMES = 12;

/** Calls per half hour, over more than two days per day, as bars, with the same as a table. */
export function HalfHours({ filter }: { filter: IndicatorFilter }) {
  const { t } = useTranslation();
  const query = useQuery({ ...halfHoursQuery(filter), placeholderData: keepPreviousData });
  const [table, showTable] = useState(false);
  const daily = (query.data?.length ?? 0) > MOST;
  const all = useMemo(() => (daily ? byDay(query.data ?? []) : (query.data ?? [])), [daily, query.data]);
  const halves = worked(all);
  if (halves.length === 0) return null;
  const title = t(daily ? 'indicators.days' : 'indicators.halfHours');
  return (
    <section className="panel">
      <div className="spread" style={{ marginBottom: 12 }}>
        <h2 className="section-title">{title}</h2>
        <button type="button" className="link-button" onClick={() => showTable(!table)}>
          {t(table ? 'indicators.asBars' : 'indicators.asTable')}
        </button>
      </div>
      {table ? <HalfHourTable halves={halves} daily={daily} /> : <Bars halves={halves} daily={daily} />}
    </section>
  );
}

/** From the first call of all to the last. */
export function worked(halves: HalfHour[]): HalfHour[] {
  const busy = (half: HalfHour) => half.incoming > 0 || half.offered > 0;
  const [first, last] = [halves.findIndex(busy), halves.findLastIndex(busy)];
  return first < 0 ? [] : halves.slice(first, last + 1);
}

/** Answered and abandoned calls of each half hour or day, as high as their place allows. */
export function Bars({ halves, daily = false }: { halves: HalfHour[]; daily?: boolean }) {
  const { t } = useTranslation();
  const when = daily ? 'MM-DD' : 'HH:mm';
  const every = Math.ceil(halves.length / 16);
  const hours = HOURS.find((step) => halves.length / 2 / step <= MOST_NAMES) ?? 6;
  const named = (half: HalfHour, n: number) => {
    if (daily) return n % every === 0;
    const at = wall(half.start);
    return at.minute() === 0 && at.hour() % hours === 0;
  };
  const most = Math.max(1, ...halves.map((half) => half.offered));
  const height = (count: number) => `${(count / most) * 100}%`;
  return (
    <figure className="bars" aria-label={t(daily ? 'indicators.days' : 'indicators.halfHours')}>
      <div className="bars-legend small">
        <span style={{ color: 'var(--accent)' }}>■ {t('indicators.answered')}</span>
        <span style={{ color: 'var(--bad)' }}>■ {t('indicators.abandoned')}</span>
        <span className="muted num">{t('indicators.most', { count: most })}</span>
      </div>
      <div className="bars-plot">
        {halves.map((half, n) => (
          <div
            key={half.start}
            className="bar"
            title={`${wall(half.start).format(when)} · ${t('indicators.answered')} ${half.answered} · ${t('indicators.abandoned')} ${half.abandoned} · ${figure(half.service_level, 'share')}`}
          >
            <div style={{ height: height(half.abandoned), background: 'var(--bad)' }} />
            <div style={{ height: height(half.answered), background: 'var(--accent)' }} />
            <span className="num small">{named(half, n) ? wall(half.start).format(when) : '\u00a0'}</span>
          </div>
        ))}
      </div>
    </figure>
  );
}

function HalfHourTable({ halves, daily }: { halves: HalfHour[]; daily: boolean }) {
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
            <td>{wall(half.start).format(daily ? 'MM-DD dd' : 'MM-DD HH:mm')}</td>
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
