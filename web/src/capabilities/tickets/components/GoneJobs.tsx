import { CopyOutlined, SendOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TicketType } from '../../../api/types';
import type { Refused } from '../../../forms/outbox';
import { stepText } from '../jobs';
import { sayLate } from '../queries';
import { forgetRefused, type UnsentJob } from '../unsentJobs';
import { Preview } from './WaitingPhotos';

type Item = Refused<UnsentJob>;

/** What was done in jobs that are with somebody else by now: nothing entered is lost, the worker can pass it on. */
export function GoneJobs({ of, types }: { of: Item[]; types: TicketType[] | undefined }) {
  const gone = of.filter((item) => item.body.gone);
  const jobs = [...new Set(gone.map((item) => item.body.ticket))];
  return jobs.map((job) => <GoneJob key={job} items={gone.filter((item) => item.body.ticket === job)} types={types} />);
}

function GoneJob({ items, types }: { items: Item[]; types: TicketType[] | undefined }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const job = items.find((item) => item.body.job)?.body.job;
  const type = types?.find((one) => one.name === job?.type);
  const number = job ? `#${job.number}` : '';
  const text = items.map((item) => stepText(item, type, t, i18n.language)).join('\n');
  // Photographs stay until they are dismissed: words can be sent, pictures cannot.
  const words = items.filter((item) => !item.body.photo);
  const send = useMutation({
    mutationFn: () => sayLate(items[0]?.body.ticket ?? '', text, `late-${items[0]?.body.once}`),
    onSuccess: () => {
      void message.success(t('ticket.lateSent'));
      for (const item of words) void forgetRefused(item);
    },
    onError: (error) => void message.error(error.message, 6),
  });
  const copy = () =>
    navigator.clipboard.writeText(`${number}\n${text}`).then(
      () => void message.success(t('ticket.copied')),
      () => void message.error(t('ticket.notCopied')),
    );
  return (
    <section className="panel stack" role="alert" data-testid="gone-job">
      <h2>
        <span className="num">{number}</span> {t('ticket.jobGone')}
      </h2>
      <p style={{ margin: 0 }}>{t('ticket.jobGoneHint')}</p>
      <pre className="gone-text" data-testid="gone-text">
        {text}
      </pre>
      {items.some((item) => item.body.photo) && (
        <div className="row wrap files-list">
          {items.map((item) => item.body.photo && <Preview key={item.key} of={item.body.once} />)}
        </div>
      )}
      {words.length > 0 && (
        <Button
          block
          type="primary"
          icon={<SendOutlined />}
          loading={send.isPending}
          onClick={() => send.mutate()}
          data-testid="gone-send"
        >
          {t('ticket.lateSend')}
        </Button>
      )}
      <Button block icon={<CopyOutlined />} onClick={copy} data-testid="gone-copy">
        {t('ticket.copy')}
      </Button>
      <Button
        block
        onClick={() => {
          for (const item of items) void forgetRefused(item);
        }}
        data-testid="gone-seen"
      >
        {t('ticket.refusedSeen')}
      </Button>
    </section>
  );
}
