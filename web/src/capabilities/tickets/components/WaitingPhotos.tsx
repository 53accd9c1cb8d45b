import { ClockCircleOutlined, CloseCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { keptFile } from '../../../forms/keptFiles';
import { onOutbox, outboxStamp, type Refused, type Unsent } from '../../../forms/outbox';
import { fileSize } from '../attaching';
import { forgetRefused, refusedFor, refusedJobs, type UnsentJob, waitingFor } from '../unsentJobs';

/** What waits on this telephone about a job, and what the server refused. */
export function useHeldBack(ticket: string) {
  const stamp = useSyncExternalStore(onOutbox, outboxStamp);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what waits changes with the stamp of the outbox
  return useMemo(() => ({ waiting: waitingFor(ticket), refused: refusedFor(ticket) }), [ticket, stamp]);
}

/** What the server refused about any job. */
export function useRefusedJobs() {
  const stamp = useSyncExternalStore(onOutbox, outboxStamp);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was refused changes with the stamp of the outbox
  return useMemo(() => refusedJobs(), [stamp]);
}

export function Preview({ of }: { of: string }) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    let made: string | undefined;
    let gone = false;
    void keptFile(of)
      .then((file) => {
        if (!file || gone) return;
        made = URL.createObjectURL(file);
        setAddress(made);
      })
      .catch(() => undefined);
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [of]);
  return address ? <img src={address} alt="" onError={() => setAddress(undefined)} /> : <span className="no-picture" />;
}

/** Pictures that were taken and are not with the server yet. */
export function WaitingPhotos({ ticket }: { ticket: string }) {
  const { t } = useTranslation();
  const { waiting } = useHeldBack(ticket);
  const photos = waiting.filter((item): item is Unsent<UnsentJob> => item.body.photo !== undefined);
  if (photos.length === 0) return null;
  return (
    <ul className="files-list" data-testid="photos-waiting">
      {photos.map((item) => (
        <li key={item.key} className="held">
          <Preview of={item.body.once} />
          <span className="name">{item.body.photo?.name}</span>
          <span className="muted small num">
            <ClockCircleOutlined /> {t('ticket.photoWaits')} · {fileSize(item.body.photo?.bytes ?? 0)}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What the server refused, with its reasons, until the reader has seen it. */
export function RefusedSteps({ ticket, name }: { ticket: string; name: (item: UnsentJob) => string }) {
  const { t } = useTranslation();
  const refused = useHeldBack(ticket).refused.filter((item) => !item.body.gone);
  if (refused.length === 0) return null;
  return (
    <section className="panel" role="alert" data-testid="job-refused">
      <h2 className="ticket-fault">{t('ticket.notTaken')}</h2>
      <ul className="files-list" style={{ margin: 0 }}>
        {refused.map((item: Refused<UnsentJob>) => (
          <li key={item.key} className="held">
            {item.body.photo ? <Preview of={item.body.once} /> : <CloseCircleOutlined className="ticket-fault" />}
            <span className="name">
              <strong>{name(item.body)}</strong>
              <br />
              <span className="small">{item.why}</span>
            </span>
            <Button size="small" onClick={() => void forgetRefused(item)} data-testid="refused-seen">
              {t('ticket.refusedSeen')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
