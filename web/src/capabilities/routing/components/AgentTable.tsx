import { useQuery } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AgentLive } from '../../../api/types';
import { say } from '../../../i18n';
import { useSession } from '../../../session/SessionProvider';
import { Chip, Empty } from '../../../shell/states';
import '../../../table/table.css';
import { Timer } from '../../../time/Timer';
import { countedAs, STATE_ORDER, toneOf } from '../presence';
import { breakKindsQuery } from '../queries';
import { useDeclare, useStateWord } from './PresenceControl';

/** Agents by state, those who need attention first. */
export function AgentTable({ agents }: { agents: AgentLive[] }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const supervises = may('routing.supervise');
  if (agents.length === 0) return <Empty>{t('live.noAgents')}</Empty>;
  const rank = (agent: AgentLive) => (agent.break_wanted ? -1 : STATE_ORDER.indexOf(countedAs(agent)));
  const sorted = agents.toSorted((a, b) => rank(a) - rank(b) || a.staff_number.localeCompare(b.staff_number));
  return (
    <>
      <div className="row wrap" style={{ gap: 12 }}>
        {STATE_ORDER.map((state) => (
          <span key={state} className="num">
            <StateCount state={state} count={agents.filter((agent) => countedAs(agent) === state).length} />
          </span>
        ))}
      </div>
      <section className="table-panel" aria-label={t('live.agents')}>
        <div className="table-scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('live.agent')}</th>
                <th scope="col">{t('live.team')}</th>
                <th scope="col">{t('contacts.state')}</th>
                <th scope="col" className="numeric">
                  {t('live.since')}
                </th>
                <th scope="col">{t('live.device')}</th>
                <th scope="col">{t('live.contact')}</th>
                {supervises && <th scope="col">{t('live.action')}</th>}
              </tr>
            </thead>
            <tbody>
              {sorted.map((agent) => (
                <Row key={agent.agent} agent={agent} supervises={supervises} />
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </>
  );
}

function StateCount({ state, count }: { state: string; count: number }) {
  const { t } = useTranslation();
  return (
    <Chip tone={count > 0 ? toneOf(state) : 'quiet'}>
      {t(`presence.${state}`)} {count}
    </Chip>
  );
}

function Row({ agent, supervises }: { agent: AgentLive; supervises: boolean }) {
  const { t } = useTranslation();
  const word = useStateWord();
  return (
    <tr data-testid={`agent-${agent.staff_number}`} data-state={agent.state}>
      <td>
        <strong>{agent.name}</strong> <span className="muted">{agent.staff_number}</span>
      </td>
      <td>{agent.team ?? '–'}</td>
      <td>
        <Chip tone={toneOf(countedAs(agent))}>{word(agent)}</Chip>
      </td>
      <td className="numeric">
        <Timer from={agent.state_since} label={t('live.since')} />
      </td>
      <td>{agent.reachable ? t('live.reachable') : <span className="muted">{t('live.unreachable')}</span>}</td>
      <td>
        {agent.contacts.map((id) => (
          <Link key={id} to={`/contacts/${id}`} style={{ marginInlineEnd: 8 }}>
            {t('live.open')}
          </Link>
        ))}
        {agent.contacts.length === 0 && '–'}
      </td>
      {supervises && (
        <td>
          <Actions agent={agent} />
        </td>
      )}
    </tr>
  );
}

function Actions({ agent }: { agent: AgentLive }) {
  const { t, i18n } = useTranslation();
  const declare = useDeclare();
  const kinds = useQuery(breakKindsQuery);
  const staff = agent.staff_number;
  const nameOf = (kind: string) => {
    const known = kinds.data?.find((one) => one.kind === kind);
    return known ? say(known.name, i18n.language) : kind;
  };
  if (agent.break_wanted) {
    const reason = agent.break_wanted;
    const back =
      agent.presence === 'break' ? { state: 'break', reason: agent.break_kind ?? undefined } : { state: 'available' };
    return (
      <div className="row">
        <span>{t('live.wants', { kind: nameOf(reason) })}</span>
        <Button size="small" type="primary" onClick={() => declare.mutate({ staff, state: 'break', reason })}>
          {t('live.approve')}
        </Button>
        <Button size="small" onClick={() => declare.mutate({ staff, ...back })}>
          {t('live.decline')}
        </Button>
      </div>
    );
  }
  const items = [
    { key: 'available', label: t('presence.available') },
    ...(kinds.data ?? []).map((kind) => ({ key: `break:${kind.kind}`, label: say(kind.name, i18n.language) })),
    { key: 'offline', label: t('presence.offline') },
  ];
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items,
        onClick: ({ key }) => {
          const [state = 'available', reason] = key.split(':');
          declare.mutate({ staff, state, reason });
        },
      }}
    >
      <Button size="small" type="text" loading={declare.isPending} aria-label={t('live.change', { name: agent.name })}>
        {t('live.changeState')}
      </Button>
    </Dropdown>
  );
}
