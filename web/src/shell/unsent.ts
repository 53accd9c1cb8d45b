import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { sendRecord, type UnsentRecord } from '../capabilities/contacts/unsentRecords';
import { forgetSent, isJob, sendJob, sweepPhotos, type UnsentJob } from '../capabilities/tickets/unsentJobs';
import { dropDraft } from '../forms/drafts';
import { deliver, onOutbox, outboxSize, type Sent, type Unsent } from '../forms/outbox';
import { useConnected } from '../live/LiveProvider';
import { useSession } from '../session/SessionProvider';

type Waiting = UnsentRecord | UnsentJob;

const sendAs =
  (me: string | undefined) =>
  (item: Unsent<Waiting>): Promise<Sent> =>
    isJob(item) ? sendJob(item, me) : sendRecord(item as Unsent<UnsentRecord>);

/** How many finished things wait for the server; sends them in order whenever the connection is back. */
export function useUnsent(): number {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const connected = useConnected();
  const me = useSession().session?.user.id;
  const waiting = useSyncExternalStore(onOutbox, outboxSize);
  useEffect(() => void sweepPhotos(), []);
  useEffect(() => {
    if (!connected || waiting === 0) return;
    const attempt = async () => {
      const { sent, refused } = await deliver<Waiting>(sendAs(me));
      for (const item of sent) {
        dropDraft(item.key);
        if (isJob(item)) await forgetSent(item);
      }
      const titles = (items: Unsent<Waiting>[]) => items.map((item) => item.title).join(', ');
      if (sent.length > 0) void message.success(t('outbox.sent', { titles: titles(sent) }));
      if (refused.length > 0) void message.warning(t('outbox.refused', { titles: titles(refused) }), 10);
      if (sent.length + refused.length > 0) {
        for (const key of ['contact', 'contacts', 'live', 'ticket', 'tickets'])
          void cache.invalidateQueries({ queryKey: [key] });
      }
    };
    void attempt();
    const again = setInterval(() => void attempt(), 10_000);
    return () => clearInterval(again);
  }, [connected, waiting, me, cache, message, t]);
  return waiting;
}
