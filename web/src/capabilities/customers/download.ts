import { problemFrom } from '../../api/problem';
import i18n from '../../i18n';

/** Gets a file from the server and hands it to the browser under a name. A refusal is thrown as a problem. */
export async function downloadFile(path: string, name: string, init?: RequestInit): Promise<void> {
  const headers = { 'accept-language': i18n.language, ...(init?.body ? { 'content-type': 'application/json' } : {}) };
  const answer = await fetch(path, { credentials: 'same-origin', ...init, headers }).catch(() => undefined);
  if (!answer) throw problemFrom(0, undefined, i18n.t('error.unreachable'));
  if (!answer.ok) {
    const body = await answer.json().catch(() => undefined);
    throw problemFrom(answer.status, body, i18n.t('error.status', { status: answer.status }));
  }
  const address = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
