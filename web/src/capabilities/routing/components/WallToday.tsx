import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { say } from '../../../i18n';
import { Bars, worked } from '../../reports/components/HalfHours';
import '../../reports/pages/indicators.css';
import { figure, STANDING_TONE } from '../../reports/figure';
import { halfHoursQuery, type IndicatorFilter, type Indicators } from '../../reports/queries';

const MOST = 8;

/** The wall board's second view: the day so far, figures beside their targets and calls per half hour. */
export function WallToday({ indicators, filter }: { indicators: Indicators | undefined; filter: IndicatorFilter }) {
  const { t } = useTranslation();
  const halves = useQuery({ ...halfHoursQuery(filter), placeholderData: keepPreviousData, refetchInterval: 60_000 });
  const shown = worked(halves.data ?? []);
  return (
    <div className="wall-lists" data-testid="wall-view-today">
      <section className="wall-queues" aria-label={t('nav.indicators')}>
        <Figures indicators={indicators} />
      </section>
      <section className="wall-agents wall-chart" aria-label={t('indicators.halfHours')}>
        {shown.length === 0 ? <p className="faint">{t('wall.noCalls')}</p> : <Bars halves={shown} />}
      </section>
    </div>
  );
}

function Figures({ indicators }: { indicators: Indicators | undefined }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <div className="wall-row figures head">
        <span>{t('wall.today')}</span>
        <span>{t('wall.value')}</span>
        <span>{t('wall.aim')}</span>
      </div>
      {Object.entries(indicators ?? {})
        .slice(0, MOST)
        .map(([name, one]) => {
          const tone = one.standing ? STANDING_TONE[one.standing] : '';
          const aim = one.target_aim === 'at_most' ? '≤' : '≥';
          return (
            <div className="wall-row figures num" key={name}>
              <span className="ellipsis">{say(one.title, i18n.language)}</span>
              <span className={tone}>
                {(tone === 'bad' || tone === 'soon') && <span aria-hidden>{tone === 'bad' ? '▲ ' : '△ '}</span>}
                {figure(one.value, one.unit)}
              </span>
              <span className="faint">
                {one.target === null || one.target === undefined ? '–' : `${aim} ${figure(one.target, one.unit)}`}
              </span>
            </div>
          );
        })}
    </>
  );
}
