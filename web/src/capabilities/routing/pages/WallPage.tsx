import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Indicator, LiveBoard } from '../../../api/types';
import { useConnected } from '../../../live/LiveProvider';
import { useSession } from '../../../session/SessionProvider';
import { Failure, Loading } from '../../../shell/states';
import { clock } from '../../../time/format';
import { useNow } from '../../../time/Timer';
import { figure, STANDING_TONE } from '../../reports/figure';
import { WallNow } from '../components/WallNow';
import { WallToday } from '../components/WallToday';
import { liveQuery } from '../queries';
import { beside, VIEWS, type View, viewAt } from '../rotation';
import { standing, useToday } from '../today';
import './wall.css';
import { wall } from '../../../time/centre';

/** The wall board: readable from six metres, never scrolls (RPT-2). */
export function WallPage() {
  const { t } = useTranslation();
  const live = useQuery(liveQuery);
  useEffect(() => {
    document.title = t('wall.title');
  }, [t]);
  return (
    <div className="wall">
      {live.data ? (
        <Board board={live.data} />
      ) : live.isError ? (
        <Failure error={live.error} retry={() => void live.refetch()} />
      ) : (
        <Loading />
      )}
    </div>
  );
}

/** The view by the clock; the arrow keys choose one, the space bar lets them turn again. */
function useView(now: number): View {
  const { may } = useSession();
  const [search, setSearch] = useSearchParams();
  const pinned = may('reports.read') ? search.get('view') : 'now';
  const view = viewAt(now, pinned);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key] as 1 | -1 | undefined;
      if (step) setSearch({ view: beside(view, step) }, { replace: true });
      else if (event.key === ' ') setSearch({}, { replace: true });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [view, setSearch]);
  return view;
}

function Board({ board }: { board: LiveBoard }) {
  const { t } = useTranslation();
  const now = useNow();
  const connected = useConnected();
  const { indicators: today, filter } = useToday();
  const view = useView(now);
  const { may } = useSession();
  const pinned = useSearchParams()[0].get('view');
  const { waiting, free, oldest, waited, late } = standing(board, now);
  return (
    <>
      <header className="wall-head">
        <span>{t('wall.title')}</span>
        {!connected && (
          <span className="bad" role="alert">
            ▲ {t('wall.offline')}
          </span>
        )}
        {may('reports.read') && (
          <nav className="wall-views" aria-label={t('wall.views')}>
            {VIEWS.map((one) => (
              <Link
                key={one}
                to={pinned === one ? '.' : `?view=${one}`}
                aria-current={view === one}
                data-testid={`wall-to-${one}`}
              >
                {t(`wall.${one}`)}
                {pinned === one && <span> {t('wall.pinned')}</span>}
              </Link>
            ))}
          </nav>
        )}
        <time className="num">{wall(now).format('YYYY-MM-DD HH:mm:ss')}</time>
      </header>
      <section className="wall-numbers" aria-label={t('wall.numbers')}>
        <Big label={t('wall.waiting')} tone={late ? 'bad' : waiting > 0 ? 'soon' : ''} id="waiting">
          {waiting}
        </Big>
        <Big label={t('wall.longest')} tone={late ? 'bad' : ''} id="longest">
          {oldest ? clock(waited) : '–'}
        </Big>
        <Share label={t('wall.serviceLevel')} indicator={today?.service_level} id="service-level" />
        <Share label={t('wall.connectRate')} indicator={today?.connect_rate} id="connect-rate" />
        <Big label={t('wall.free')} tone={free === 0 && waiting > 0 ? 'bad' : free > 0 ? 'good' : ''} id="free">
          {free}
        </Big>
      </section>
      {view === 'today' ? <WallToday indicators={today} filter={filter} /> : <WallNow board={board} />}
    </>
  );
}

function Big({
  label,
  tone,
  id,
  children,
  note,
}: {
  label: string;
  tone: string;
  id: string;
  children: ReactNode;
  note?: string;
}) {
  return (
    <div className={`wall-number ${tone}`} data-testid={`wall-${id}`}>
      <div className="label">{label}</div>
      <div className={String(children).length + (tone === 'bad' ? 1 : 0) > 5 ? 'value num long' : 'value num'}>
        {tone === 'bad' && <span aria-hidden>▲</span>}
        {children}
      </div>
      <div className="aim num">{note ?? '\u00a0'}</div>
    </div>
  );
}

function Share({ label, indicator, id }: { label: string; indicator: Indicator | undefined; id: string }) {
  const { t } = useTranslation();
  const tone = indicator?.standing ? STANDING_TONE[indicator.standing] : '';
  const target = indicator?.target;
  const note =
    target === null || target === undefined ? undefined : t('wall.target', { value: figure(target, 'share') });
  return (
    <Big label={label} tone={tone} id={id} note={note}>
      {figure(indicator?.value, 'share')}
    </Big>
  );
}
