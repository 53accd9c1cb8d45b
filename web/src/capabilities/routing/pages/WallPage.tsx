import { keepPreviousData, useQuery } from '@tanstack/react-query';
import dayjs from 'dayjs';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Indicator, LiveBoard } from '../../../api/types';
import { useConnected } from '../../../live/LiveProvider';
import { useSession } from '../../../session/SessionProvider';
import { Failure, Loading, shapeOf } from '../../../shell/states';
import { clock, since } from '../../../time/format';
import { Timer, useNow } from '../../../time/Timer';
import { figure } from '../../reports/figure';
import { indicatorsQuery } from '../../reports/queries';
import { useStateWord } from '../components/PresenceControl';
import { STATE_ORDER, toneOf } from '../presence';
import { liveQuery } from '../queries';
import './wall.css';

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

/** Service level and connect rate of today, by the centre's counting. */
function useToday() {
  const now = useNow();
  const day = dayjs(now).format('YYYY-MM-DD');
  const { may } = useSession();
  const filter = { from: dayjs(day).toISOString(), to: dayjs(day).add(1, 'day').toISOString() };
  const query = useQuery({
    ...indicatorsQuery(filter),
    enabled: may('reports.read'),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
  return query.data;
}

function longest(board: LiveBoard): { since: string; target: number } | undefined {
  const waiting = board.queues.flatMap((queue) =>
    queue.longest_waiting_since ? [{ since: queue.longest_waiting_since, target: queue.service_target_s }] : [],
  );
  return waiting.toSorted((a, b) => a.since.localeCompare(b.since))[0];
}

function Board({ board }: { board: LiveBoard }) {
  const { t } = useTranslation();
  const now = useNow();
  const connected = useConnected();
  const today = useToday();
  const waiting = board.queues.reduce((sum, queue) => sum + queue.waiting, 0);
  const free = board.agents.filter((agent) => agent.state === 'available' && agent.reachable).length;
  const oldest = longest(board);
  const waited = since(oldest?.since, now);
  const late = oldest !== undefined && waited > oldest.target;
  return (
    <>
      <header className="wall-head">
        <span>{t('wall.title')}</span>
        {!connected && (
          <span className="bad" role="alert">
            ▲ {t('wall.offline')}
          </span>
        )}
        <time className="num">{dayjs(now).format('YYYY-MM-DD HH:mm:ss')}</time>
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
      <div className="wall-lists">
        <Queues board={board} />
        <Agents board={board} />
      </div>
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
  const met = indicator?.target_met;
  const tone = met === false ? 'bad' : met ? 'good' : '';
  const target = indicator?.target;
  const note =
    target === null || target === undefined ? undefined : t('wall.target', { value: figure(target, 'share') });
  return (
    <Big label={label} tone={tone} id={id} note={note}>
      {figure(indicator?.value, 'share')}
    </Big>
  );
}

function Queues({ board }: { board: LiveBoard }) {
  const { t } = useTranslation();
  return (
    <section className="wall-queues" aria-label={t('live.queues')}>
      <div className="wall-row head">
        <span>{t('contacts.queue')}</span>
        <span>{t('wall.waiting')}</span>
        <span>{t('wall.longest')}</span>
        <span>{t('live.withAgents')}</span>
        <span>{t('live.free')}</span>
      </div>
      {board.queues.slice(0, 8).map((queue) => (
        <div className="wall-row num" key={queue.queue}>
          <span className="ellipsis">{queue.name}</span>
          <span className={queue.waiting > 0 ? 'soon' : ''}>{queue.waiting}</span>
          <span>
            {queue.longest_waiting_since ? (
              <Timer from={queue.longest_waiting_since} limit={queue.service_target_s} label={t('wall.longest')} />
            ) : (
              '–'
            )}
          </span>
          <span>{queue.with_agents}</span>
          <span className={queue.agents_free > 0 ? 'good' : ''}>{queue.agents_free}</span>
        </div>
      ))}
    </section>
  );
}

function Agents({ board }: { board: LiveBoard }) {
  const { t } = useTranslation();
  const word = useStateWord();
  const present = STATE_ORDER.map((state) => ({
    state,
    agents: board.agents.filter((agent) => agent.state === state),
  }));
  return (
    <section className="wall-agents" aria-label={t('live.agents')}>
      {present
        .filter(({ agents }) => agents.length > 0)
        .map(({ state, agents }) => (
          <div key={state} className="wall-state">
            <div className={`wall-state-name ${toneOf(state)}`}>
              <span aria-hidden>{shapeOf(toneOf(state))}</span> {t(`presence.${state}`)}{' '}
              <strong className="num">{agents.length}</strong>
            </div>
            {state !== 'offline' && (
              <div className="wall-people">
                {agents.slice(0, 12).map((agent) => (
                  <span key={agent.agent}>
                    {agent.name}{' '}
                    <span className="faint">
                      {state === 'break' ? `${word(agent)} ` : ''}
                      {state === 'available' && !agent.reachable ? `${t('live.unreachable')} ` : ''}
                      <Timer from={agent.state_since} />
                    </span>
                  </span>
                ))}
              </div>
            )}
          </div>
        ))}
    </section>
  );
}
