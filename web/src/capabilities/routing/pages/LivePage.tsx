import { FullscreenOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useSession } from '../../../session/SessionProvider';
import { Failure, Loading } from '../../../shell/states';
import { OutsideCalls } from '../../telephony/components/OutsideCalls';
import { AgentTable } from '../components/AgentTable';
import { LiveSummary } from '../components/LiveSummary';
import { QueueTable } from '../components/QueueTable';
import { liveQuery } from '../queries';

/** Queues and agents as they stand now, and what a team leader can do about it (ACD-3, LED-1). */
export function LivePage() {
  const { t } = useTranslation();
  const { may } = useSession();
  const live = useQuery(liveQuery);
  const [search, setSearch] = useSearchParams();
  const team = search.get('team');
  const teams = useMemo(
    () => [...new Set((live.data?.agents ?? []).flatMap((agent) => agent.team ?? []))],
    [live.data],
  );
  if (live.isPending) return <Loading />;
  if (live.isError && !live.data) return <Failure error={live.error} retry={() => void live.refetch()} />;
  const agents = live.data.agents.filter((agent) => !team || agent.team === team);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('nav.live')}</h1>
        <Select
          allowClear
          aria-label={t('live.team')}
          placeholder={t('live.allTeams')}
          style={{ width: 160 }}
          value={team ?? undefined}
          onChange={(value) => setSearch(value ? { team: value } : {}, { replace: true })}
          options={teams.map((name) => ({ value: name, label: name }))}
        />
        <span className="grow" />
        <Link to="/wall" target="_blank">
          <FullscreenOutlined /> {t('live.wall')}
        </Link>
      </div>
      <LiveSummary board={live.data} />
      <QueueTable queues={live.data.queues} />
      <AgentTable agents={agents} />
      {may('telephony.outside_calls') && <OutsideCalls />}
    </div>
  );
}
