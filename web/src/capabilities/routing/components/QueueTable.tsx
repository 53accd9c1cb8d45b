import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, must } from '../../../api/client';
import type { QueueLive } from '../../../api/types';
import { useSession } from '../../../session/SessionProvider';
import { Chip, Empty } from '../../../shell/states';
import '../../../table/table.css';
import { Timer } from '../../../time/Timer';

/** So many of a line are shown at once: the agents below stay in sight. */
const HEAD = 3;

/** Each queue with its load; below it those who wait. */
export function QueueTable({ queues }: { queues: QueueLive[] }) {
  const { t } = useTranslation();
  if (queues.length === 0) return <Empty>{t('live.noQueues')}</Empty>;
  return (
    <section className="table-panel" aria-label={t('live.queues')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('contacts.queue')}</th>
            <th scope="col" className="numeric">
              {t('live.waiting')}
            </th>
            <th scope="col" className="numeric">
              {t('live.longest')}
            </th>
            <th scope="col" className="numeric">
              {t('live.target')}
            </th>
            <th scope="col" className="numeric">
              {t('live.withAgents')}
            </th>
            <th scope="col" className="numeric">
              {t('live.free')}
            </th>
          </tr>
        </thead>
        <tbody>
          {queues.map((queue) => (
            <Fragment key={queue.queue}>
              <tr data-testid={`queue-${queue.name}`}>
                <td>
                  <strong>{queue.name}</strong>
                </td>
                <td className="numeric">
                  {queue.waiting > 0 ? <Chip tone="soon">{queue.waiting}</Chip> : <span className="muted">0</span>}
                </td>
                <td className="numeric">
                  {queue.longest_waiting_since ? (
                    <Timer
                      from={queue.longest_waiting_since}
                      limit={queue.service_target_s}
                      label={t('live.longest')}
                    />
                  ) : (
                    '–'
                  )}
                </td>
                <td className="numeric muted">
                  {queue.service_target_s} {t('time.seconds')}
                </td>
                <td className="numeric">{queue.with_agents}</td>
                <td className="numeric">
                  <Chip tone={queue.agents_free > 0 ? 'good' : queue.waiting > 0 ? 'bad' : 'quiet'}>
                    {queue.agents_free}
                  </Chip>
                </td>
              </tr>
              {queue.line.length > 0 && (
                <tr>
                  <td colSpan={6} style={{ height: 'auto', padding: '4px 12px 8px 32px' }}>
                    <Line queue={queue} queues={queues} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Line({ queue, queues }: { queue: QueueLive; queues: QueueLive[] }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const redirect = useMutation({
    mutationFn: ({ id, to }: { id: string; to: string }) =>
      must(api.POST('/api/live/contacts/{id}/redirect', { params: { path: { id } }, body: { queue: to } })),
    onError: (error) => void message.error(error.message),
    onSettled: () => cache.invalidateQueries({ queryKey: ['live'] }),
  });
  const [whole, setWhole] = useState(false);
  const others = queues.filter((one) => one.queue !== queue.queue);
  const shown = whole ? queue.line : queue.line.slice(0, HEAD);
  const beyond = queue.waiting - queue.line.length;
  return (
    <ol className="waiting-line">
      {shown.map((waiting) => (
        <li key={waiting.contact} className="row">
          <span className="muted num place">{waiting.position}.</span>
          <Timer from={waiting.waiting_since} limit={queue.service_target_s} label={t('live.longest')} />
          <span className="muted num">{t('live.priority', { priority: waiting.priority })}</span>
          <Link to={`/contacts/${waiting.contact}`}>{t('live.open')}</Link>
          {may('routing.supervise') && others.length > 0 && (
            <Select
              size="small"
              value={null}
              placeholder={t('live.redirect')}
              aria-label={t('live.redirect')}
              style={{ width: 200 }}
              onChange={(to: string | null) => to && redirect.mutate({ id: waiting.contact, to })}
              options={others.map((one) => ({ value: one.queue, label: one.name }))}
            />
          )}
        </li>
      ))}
      {queue.line.length > HEAD && (
        <li className="row">
          <Button size="small" type="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
            {whole ? t('live.lineHead') : t('live.lineWhole', { count: queue.waiting - HEAD })}
          </Button>
          {whole && beyond > 0 && <span className="muted num">{t('live.lineBeyond', { count: beyond })}</span>}
        </li>
      )}
    </ol>
  );
}
