import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TicketPerson, TicketSummary, TicketType } from '../../../api/types';
import { say } from '../../../i18n';
import { Empty, Failure, Loading } from '../../../shell/states';
import { Due, PriorityMark, StateChip } from '../components/Marks';
import { NewTicket } from '../components/NewTicket';
import { PeopleSelect } from '../components/PeopleSelect';
import { boardOf, typesOnSite } from '../dispatch';
import { act, peopleQuery, ticketsQuery, typesQuery } from '../queries';
import '../tickets.css';

/** Jobs without a worker, and each worker's jobs; given by dragging or by the keyboard (TKT-8). */
export function DispatchPage() {
  const { t } = useTranslation();
  const people = useQuery(peopleQuery);
  const types = useQuery(typesQuery);
  const onSite = typesOnSite(types.data ?? []);
  const lists = useQueries({
    queries: onSite.map((type) => ticketsQuery({ type: type.name, open: true, limit: 200 })),
  });
  const give = useGive();
  const failed = [types, people, ...lists].find((query) => query.isError);
  if (failed) return <Failure error={failed.error} retry={() => void failed.refetch()} />;
  if (!types.data || !people.data || lists.some((list) => list.isPending)) return <Loading />;
  const jobs = lists.flatMap((list) => list.data ?? []);
  const workers = people.data.filter((person) => person.role === 'worker' && person.active);
  const { waiting, lanes } = boardOf(jobs, onSite, workers);
  const named = onSite.length > 1 ? onSite : [];
  return (
    <div className="page" style={{ flex: 1, minHeight: 0 }}>
      <div className="page-head">
        <h1>{t('nav.dispatch')}</h1>
        <span className="muted">{t('ticket.dispatchHint')}</span>
        <span className="grow" />
        <NewTicket />
      </div>
      <div className="board" data-testid="dispatch-board">
        <section className="lane" aria-label={t('ticket.unassignedJobs')} data-testid="lane-unassigned">
          <LaneHead name={t('ticket.unassignedJobs')} count={waiting.length} />
          {waiting.length === 0 && <Empty>{t('ticket.noJobs')}</Empty>}
          {waiting.map((job) => (
            <JobCard key={job.id} job={job} types={named} onGive={(worker) => give.mutate({ job, worker })} />
          ))}
        </section>
        {workers.map((worker) => (
          <WorkerLane
            key={worker.user_id}
            worker={worker}
            jobs={lanes.get(worker.user_id) ?? []}
            types={named}
            onGive={(id, to) => {
              const job = jobs.find((one) => one.id === id);
              if (job) give.mutate({ job, worker: to });
            }}
          />
        ))}
        {workers.length === 0 && <Empty>{t('ticket.noWorkers')}</Empty>}
      </div>
    </div>
  );
}

function useGive() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ job, worker }: { job: TicketSummary; worker: string }) =>
      act(job.id, { do: 'dispatch', worker }, job.version),
    onSuccess: (ticket) => void message.success(t('ticket.given', { number: ticket.number })),
    onError: (error) => void message.error(error.message, 6),
    onSettled: () => cache.invalidateQueries({ queryKey: ['tickets'] }),
  });
}

function LaneHead({ name, count }: { name: string; count: number }) {
  return (
    <div className="spread">
      <h2>{name}</h2>
      <span className="muted num">{count}</span>
    </div>
  );
}

interface LaneProps {
  worker: TicketPerson;
  jobs: TicketSummary[];
  types: TicketType[];
  onGive: (job: string, worker: string) => void;
}

function WorkerLane({ worker, jobs, types, onGive }: LaneProps) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const job = event.dataTransfer.getData('text/plain');
    if (job && !jobs.some((one) => one.id === job)) onGive(job, worker.user_id);
  };
  return (
    <section
      className={over ? 'lane over' : 'lane'}
      aria-label={worker.name}
      data-testid={`lane-${worker.name}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <LaneHead name={worker.name} count={jobs.length} />
      {jobs.length === 0 && <Empty>{t('ticket.free')}</Empty>}
      {jobs.map((job) => (
        <JobCard key={job.id} job={job} types={types} given onGive={(to) => onGive(job.id, to)} />
      ))}
    </section>
  );
}

interface CardProps {
  job: TicketSummary;
  /** Named on the cards where there are several. */
  types: TicketType[];
  /** Somebody has it already. */
  given?: boolean;
  onGive: (worker: string) => void;
}

function JobCard({ job, types, given = false, onGive }: CardProps) {
  const { t, i18n } = useTranslation();
  const type = types.find((one) => one.name === job.type);
  return (
    <article
      className="job-card"
      draggable
      onDragStart={(event) => event.dataTransfer.setData('text/plain', job.id)}
      data-testid="job-card"
      data-number={job.number}
    >
      <div className="spread">
        <Link to={`/tickets/${job.id}`} className="ellipsis" draggable={false}>
          <span className="num">#{job.number}</span> {job.title}
        </Link>
        {job.priority !== 'normal' && <PriorityMark priority={job.priority} />}
      </div>
      <div className="spread">
        <span className="ellipsis">
          {type && <span className="muted">{say(type.label, i18n.language)} · </span>}
          {job.place ?? '–'}
          {job.customer_name && <span className="muted"> · {job.customer_name}</span>}
        </span>
        <Due at={job.next_due_at} />
      </div>
      <div className="spread">
        <StateChip type={job.type} state={job.state} kind={job.kind} />
        <span style={{ width: 132 }}>
          <PeopleSelect
            size="small"
            roles={['worker']}
            placeholder={t(given ? 'ticket.giveOther' : 'ticket.give')}
            value={null}
            onChange={(to) => to && onGive(to.id)}
          />
        </span>
      </div>
    </article>
  );
}
