import { useTranslation } from 'react-i18next';
import type { LiveBoard } from '../../../api/types';
import { shapeOf } from '../../../shell/states';
import { Timer } from '../../../time/Timer';
import { countedAs, namesEach, onWall, STATE_ORDER, toneOf } from '../presence';
import { useStateWord } from './PresenceControl';

/** The wall board's first view: queues, and agents by state. */
export function WallNow({ board }: { board: LiveBoard }) {
  return (
    <div className="wall-lists" data-testid="wall-view-now">
      <Queues board={board} />
      <Agents board={board} />
    </div>
  );
}

function Queues({ board }: { board: LiveBoard }) {
  const { t } = useTranslation();
  const { shown, more } = onWall(board.queues);
  return (
    <section className="wall-queues" aria-label={t('live.queues')}>
      <div className="wall-row head">
        <span>{t('contacts.queue')}</span>
        <span>{t('wall.waiting')}</span>
        <span>{t('wall.longest')}</span>
        <span>{t('live.withAgents')}</span>
        <span>{t('live.free')}</span>
      </div>
      {shown.map((queue) => (
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
      {more > 0 && <div className="wall-row head">{t('wall.moreQueues', { count: more })}</div>}
    </section>
  );
}

function Agents({ board }: { board: LiveBoard }) {
  const { t } = useTranslation();
  const word = useStateWord();
  const present = STATE_ORDER.map((state) => ({
    state,
    agents: board.agents.filter((agent) => countedAs(agent) === state),
  })).filter(({ agents }) => agents.length > 0);
  const names = namesEach(present.filter(({ state }) => state !== 'offline').length);
  return (
    <section className="wall-agents" aria-label={t('live.agents')}>
      {present.map(({ state, agents }) => (
        <div key={state} className="wall-state" data-testid={`wall-state-${state}`}>
          <div className={`wall-state-name ${toneOf(state)}`}>
            <span aria-hidden>{shapeOf(toneOf(state))}</span> {t(`presence.${state}`)}{' '}
            <strong className="num">{agents.length}</strong>
          </div>
          {state !== 'offline' && (
            <div className="wall-people">
              {agents.slice(0, names).map((agent) => (
                <span key={agent.agent} className="wall-person">
                  <span className="wall-name">{agent.name}</span>{' '}
                  <span className="faint">
                    {state === 'break' ? `${word(agent)} ` : ''}
                    <Timer from={agent.state_since} />
                  </span>
                </span>
              ))}
              {agents.length > names && <span className="faint num">+{agents.length - names}</span>}
            </div>
          )}
        </div>
      ))}
    </section>
  );
}
