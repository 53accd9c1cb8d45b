import { api, must } from '../../api/client';
import { isProblem } from '../../api/problem';
import type { RecordForm } from '../../api/types';
import { post, type Sent, type Unsent } from '../../forms/outbox';
import { serverNow } from '../../time/clock';

export interface UnsentRecord {
  contact: string;
  record: RecordForm;
}

/** A record that the server could not be told: it is sent as soon as the server is back. What was promised counts from now. */
export function postRecord(contact: string, number: number, told: RecordForm): void {
  const record = told.promise ? { ...told, promised_at: new Date(serverNow()).toISOString() } : told;
  post<UnsentRecord>({ key: `record.${contact}`, title: `#${number}`, at: Date.now(), body: { contact, record } });
}

/** Sends one; what the server refuses is not tried again. */
export async function sendRecord(item: Unsent<UnsentRecord>): Promise<Sent> {
  const { contact, record } = item.body;
  try {
    await must(api.POST('/api/contacts/{id}/record', { params: { path: { id: contact } }, body: record }));
    return 'sent';
  } catch (error) {
    const away = !isProblem(error) || error.status === 0 || error.status === 401 || error.status >= 500;
    return away ? 'unreachable' : 'refused';
  }
}
