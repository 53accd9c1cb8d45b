import { DownOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Dropdown, type MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import { isProblem } from '../../../api/problem';
import type { AgentLive, BreakKind } from '../../../api/types';
import { say } from '../../../i18n';
import { shapeOf } from '../../../shell/states';
import { Timer } from '../../../time/Timer';
import { useOwnAgent } from '../own';
import { toneOf } from '../presence';
import { breakKindsQuery } from '../queries';

/** Declares a presence; a refusal is told in the server's words. */
export function useDeclare() {
  const cache = useQueryClient();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: ({ staff, state, reason }: { staff: string; state: string; reason?: string }) =>
      must(
        api.PUT('/api/agents/{staff_number}/state', {
          params: { path: { staff_number: staff } },
          body: { state, reason },
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['live'] }),
    onError: (error) => {
      const submitted = isProblem(error) && error.type.includes('break_needs_approval');
      void (submitted ? message.info(error.message, 6) : message.error(error.message, 6));
      void cache.invalidateQueries({ queryKey: ['live'] });
    },
  });
}

/** The word for an agent's state, breaks by their kind. */
export function useStateWord() {
  const { t, i18n } = useTranslation();
  const kinds = useQuery(breakKindsQuery);
  return (agent: Pick<AgentLive, 'state' | 'break_kind'>) => {
    const kind = kinds.data?.find((known) => known.kind === agent.break_kind);
    if (agent.state === 'break' && kind) return say(kind.name, i18n.language);
    return t(`presence.${agent.state}`);
  };
}

function limitOf(kinds: BreakKind[] | undefined, agent: AgentLive): number | undefined {
  if (agent.state !== 'break') return undefined;
  return kinds?.find((kind) => kind.kind === agent.break_kind)?.limit_s ?? undefined;
}

/** One's own presence with its running time, and the way to change it. */
export function PresenceControl({ staff }: { staff: string }) {
  const { t, i18n } = useTranslation();
  const agent = useOwnAgent(staff);
  const kinds = useQuery(breakKindsQuery);
  const declare = useDeclare();
  const word = useStateWord();
  if (!agent) return null;

  const items: MenuProps['items'] = [
    {
      key: 'available',
      label: <span data-testid="presence-available">{`${shapeOf('good')} ${t('presence.available')}`}</span>,
    },
    { type: 'divider' },
    ...(kinds.data ?? []).map((kind) => ({
      key: `break:${kind.kind}`,
      label: (
        <span data-testid={`presence-break-${kind.kind}`}>
          {shapeOf('soon')} {say(kind.name, i18n.language)}
          <span className="muted small">
            {kind.limit_s ? `  ${t('presence.limit', { minutes: Math.round(kind.limit_s / 60) })}` : ''}
            {kind.needs_approval ? `  ${t('presence.needsApproval')}` : ''}
          </span>
        </span>
      ),
    })),
    { type: 'divider' },
    {
      key: 'offline',
      label: <span data-testid="presence-offline">{`${shapeOf('quiet')} ${t('presence.offline')}`}</span>,
    },
  ];
  const choose: MenuProps['onClick'] = ({ key }) => {
    const [state = 'available', reason] = key.split(':');
    declare.mutate({ staff, state, reason });
  };
  const tone = toneOf(agent.state);
  return (
    <Dropdown menu={{ items, onClick: choose }} trigger={['click']}>
      <button
        type="button"
        className={`presence ${tone}`}
        data-testid="presence"
        data-state={agent.state}
        aria-label={t('presence.title', { state: word(agent) })}
      >
        <span className="shape" aria-hidden>
          {shapeOf(tone)}
        </span>
        <strong>{word(agent)}</strong>
        <Timer from={agent.state_since} limit={limitOf(kinds.data, agent)} label={t('presence.since')} />
        {agent.break_wanted && <span className="chip soon">{t('presence.wanted')}</span>}
        <DownOutlined style={{ fontSize: 10 }} aria-hidden />
      </button>
    </Dropdown>
  );
}
