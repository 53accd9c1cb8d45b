import { api, must } from '../../api/client';
import { isProblem } from '../../api/problem';
import type { TicketAction } from '../../api/types';
import { post, type Sent, type Unsent, unsent } from '../../forms/outbox';
import { act, type Stroke } from './queries';

/** What a worker did while the network was away. */
export interface UnsentJob {
  ticket: string;
  action: TicketAction;
  signature?: Stroke[];
}

const PREFIX = 'job.';

export function isJob(item: Unsent<unknown>): item is Unsent<UnsentJob> {
  return item.key.startsWith(PREFIX);
}

/** Keeps what was done until the server can be told; the order stays. */
export function postJob(title: string, body: UnsentJob): void {
  const at = Date.now();
  post<UnsentJob>({ key: `${PREFIX}${body.ticket}.${at}`, title, at, body });
}

/** What waits to be told about a job. */
export function waitingFor(ticket: string): Unsent<UnsentJob>[] {
  return unsent<unknown>().filter((item): item is Unsent<UnsentJob> => isJob(item) && item.body.ticket === ticket);
}

export async function sendJob(item: Unsent<UnsentJob>): Promise<Sent> {
  const { ticket, action, signature } = item.body;
  try {
    await act(ticket, action, undefined, signature);
    return 'sent';
  } catch (error) {
    if (!isProblem(error) || error.status === 0 || error.status === 401 || error.status >= 500) return 'unreachable';
    return error.status === 409 && (await wasDone(ticket, action, item.at)) ? 'sent' : 'refused';
  }
}

/** Whether the server had it already, and only its answer was lost. */
async function wasDone(ticket: string, action: TicketAction, at: number): Promise<boolean> {
  if (action.do !== 'move') return false;
  const found = await must(api.GET('/api/tickets/{id}', { params: { path: { id: ticket } } })).catch(() => null);
  return found?.steps.some((step) => step.name === action.name && Date.parse(step.at) > at - 60_000) ?? false;
}
