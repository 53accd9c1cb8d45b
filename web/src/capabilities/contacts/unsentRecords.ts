import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../api/client';
import { isProblem } from '../../api/problem';
import type { RecordForm } from '../../api/types';
import { dropDraft } from '../../forms/drafts';
import { deliver, onOutbox, outboxSize, post, type Sent, type Unsent } from '../../forms/outbox';
import { useConnected } from '../../live/LiveProvider';

export interface UnsentRecord {
  contact: string;
  record: RecordForm;
}

/** A record that the server could not be told: it is sent as soon as the server is back. */
export function postRecord(contact: string, number: number, record: RecordForm): void {
  post<UnsentRecord>({ key: `record.${contact}`, title: `#${number}`, at: Date.now(), body: { contact, record } });
}

async function send(item: Unsent<UnsentRecord>): Promise<Sent> {
  const { contact, record } = item.body;
  try {
    await must(api.POST('/api/contacts/{id}/record', { params: { path: { id: contact } }, body: record }));
    return 'sent';
  } catch (error) {
    const away = !isProblem(error) || error.status === 0 || error.status === 401 || error.status >= 500;
    return away ? 'unreachable' : 'refused';
  }
}

/** How many records wait; sends them whenever the connection is back. */
export function useUnsentRecords(): number {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const connected = useConnected();
  const waiting = useSyncExternalStore(onOutbox, outboxSize);
  useEffect(() => {
    if (!connected || waiting === 0) return;
    const attempt = async () => {
      const { sent, refused } = await deliver<UnsentRecord>(send);
      for (const item of sent) dropDraft(item.key);
      const titles = (items: Unsent<UnsentRecord>[]) => items.map((item) => item.title).join(', ');
      if (sent.length > 0) void message.success(t('outbox.sent', { titles: titles(sent) }));
      if (refused.length > 0) void message.warning(t('outbox.refused', { titles: titles(refused) }), 10);
      if (sent.length + refused.length > 0) {
        for (const key of ['contact', 'contacts', 'live']) void cache.invalidateQueries({ queryKey: [key] });
      }
    };
    void attempt();
    const again = setInterval(() => void attempt(), 10_000);
    return () => clearInterval(again);
  }, [connected, waiting, cache, message, t]);
  return waiting;
}
