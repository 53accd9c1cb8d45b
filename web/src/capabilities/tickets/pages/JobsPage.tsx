import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TicketSummary } from '../../../api/types';
import { OfflineNote } from '../../../offline/OfflineNote';
import { Awaited, Empty, Failure } from '../../../shell/states';
import { GoneJobs } from '../components/GoneJobs';
import { Due, StateChip } from '../components/Marks';
import { useRefusedJobs } from '../components/WaitingPhotos';
import { ownJobsQuery, ticketQuery, ticketsQuery, typesQuery } from '../queries';
import '../tickets.css';

/** So many jobs are read before they are opened: where the work is, there may be no network. */
const READ_AHEAD = 20;

function useReadAhead(jobs: TicketSummary[] | undefined): void {
  const cache = useQueryClient();
  useEffect(() => {
    const read = async () => {
      for (const job of (jobs ?? []).slice(0, READ_AHEAD)) await cache.prefetchQuery(ticketQuery(job.id));
    };
    void read();
  }, [jobs, cache]);
}

/** A worker's own jobs on the phone, what is due first first (TKT-8). */
export function JobsPage() {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const open = useQuery(ownJobsQuery);
  useReadAhead(open.data);
  const types = useQuery(typesQuery);
  const refused = useRefusedJobs();
  const closed = useQuery({ ...ticketsQuery({ open: false, sort: 'newest', limit: 50 }), enabled: over });
  // What waits for the return visit is done as far as the worker goes.
  const done = (job: TicketSummary) => job.kind === 'visit';
  const jobs = over
    ? { ...closed, data: closed.data && [...(open.data ?? []).filter(done), ...closed.data] }
    : { ...open, data: open.data?.filter((job) => !done(job)) };
  return (
    <div className="phone">
      <div className="spread">
        <h1>{t('nav.jobs')}</h1>
        <Segmented
          value={over}
          onChange={setOver}
          options={[
            { value: false, label: t('ticket.jobsOpen') },
            { value: true, label: t('ticket.jobsOver') },
          ]}
        />
      </div>
      <OfflineNote />
      <GoneJobs of={refused} types={types.data} />
      {jobs.isPending && <Awaited query={jobs} />}
      {jobs.isError && <Failure error={jobs.error} retry={() => void jobs.refetch()} />}
      {jobs.data?.length === 0 && <Empty>{t(over ? 'ticket.noJobsOver' : 'ticket.noJobsOpen')}</Empty>}
      {jobs.data?.map((job) => (
        <Link key={job.id} to={`/jobs/${job.id}`} className="panel job-link" data-testid="job">
          <div className="spread">
            <strong className="ellipsis">{job.title}</strong>
            <Due at={job.next_due_at} />
          </div>
          <div style={{ margin: '4px 0' }}>{job.place ?? '–'}</div>
          <div className="spread">
            <StateChip type={job.type} state={job.state} kind={job.kind} />
            <span className="muted num">#{job.number}</span>
          </div>
        </Link>
      ))}
    </div>
  );
}
