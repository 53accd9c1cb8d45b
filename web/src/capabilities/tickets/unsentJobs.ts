import { isProblem } from '../../api/problem';
import type { TicketAction } from '../../api/types';
import { dropFile, dropFilesExcept, keepFile, keptFile } from '../../forms/keptFiles';
import {
  dismiss,
  giveBack,
  post,
  type Refused,
  refusedItems,
  type Sent,
  type Unsent,
  unsent,
} from '../../forms/outbox';
import i18n from '../../i18n';
import { attach } from './attaching';
import { act, type Stroke } from './queries';

/** What a worker did, or a picture that was taken, while the network was away. */
export interface UnsentJob {
  ticket: string;
  /** By what people know the job. */
  job?: { number: number; type: string };
  /** Whose work it is: nobody else sends it. */
  by: string;
  /** Under this key it happens once, however often it is sent. */
  once: string;
  action?: TicketAction;
  signature?: Stroke[];
  /** The picture itself is among the kept files, under the key. */
  photo?: { name: string; bytes: number };
  /** The job was given to somebody else, or taken back, before this arrived. */
  gone?: boolean;
}

const PREFIX = 'job.';

export function isJob(item: Unsent<unknown>): item is Unsent<UnsentJob> {
  return item.key.startsWith(PREFIX);
}

/** A key that nobody else makes; `randomUUID` is there on safe origins only. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function item(title: string, body: UnsentJob): Unsent<UnsentJob> {
  return { key: `${PREFIX}${body.ticket}.${body.once}`, title, at: Date.now(), body };
}

/** Keeps what was done until the server can be told; the order stays. */
export function postJob(title: string, body: UnsentJob): void {
  post(item(title, body));
}

/** Keeps what was done in a job that is with somebody else by now, for the worker to pass on. */
export function keepGone(title: string, body: UnsentJob): void {
  giveBack(item(title, { ...body, gone: true }), i18n.t('ticket.jobGone'));
}

/** Keeps a picture until the server has it, among what was done, in order. */
export async function postPhoto(of: Pick<UnsentJob, 'ticket' | 'job' | 'by'>, file: File): Promise<void> {
  const once = newKey();
  await keepFile(once, file);
  postJob(file.name, { ...of, once, photo: { name: file.name, bytes: file.size } });
}

/** What waits to be told about a job. */
export function waitingFor(ticket: string): Unsent<UnsentJob>[] {
  return unsent<unknown>().filter((item): item is Unsent<UnsentJob> => isJob(item) && item.body.ticket === ticket);
}

/** What the server refused about a job, with its reasons. */
export function refusedFor(ticket: string): Refused<UnsentJob>[] {
  return refusedJobs().filter((item) => item.body.ticket === ticket);
}

/** What the server refused about any job. */
export function refusedJobs(): Refused<UnsentJob>[] {
  return refusedItems<unknown>().filter((item): item is Refused<UnsentJob> => isJob(item));
}

/** The reader has seen why: it is forgotten. */
export async function forgetRefused(item: Refused<UnsentJob>): Promise<void> {
  dismiss(item.key);
  if (item.body.photo) await dropFile(item.body.once).catch(() => undefined);
}

export async function sendJob(item: Unsent<UnsentJob>, me: string | undefined): Promise<Sent> {
  const { ticket, by, once, action, signature, photo } = item.body;
  if (by !== me) return 'later';
  try {
    if (action) await act(ticket, action, undefined, { signature, once });
    if (photo) await sendPhoto(ticket, once, photo.name);
    return 'sent';
  } catch (error) {
    const away = isProblem(error) && (error.status === 0 || error.status === 401 || error.status >= 500);
    if (away) return 'unreachable';
    // It had arrived, and then the job was given to somebody else.
    if (isProblem(error) && error.type.endsWith('tickets.done_before')) return 'sent';
    if (isProblem(error, 404)) keepGone(item.title, item.body);
    else giveBack(item, (error as Error).message);
    return 'refused';
  }
}

async function sendPhoto(ticket: string, key: string, name: string): Promise<void> {
  const kept = await keptFile(key);
  if (!kept) throw new Error(i18n.t('ticket.photoGone'));
  // The server takes the same picture once.
  await attach(ticket, new File([kept], name, { type: kept.type }));
}

/** A picture that was sent needs no keeping. */
export async function forgetSent(item: Unsent<UnsentJob>): Promise<void> {
  if (item.body.photo) await dropFile(item.body.once).catch(() => undefined);
}

/** Pictures that a page left behind when it was closed in the middle of things: nothing refers to them any more. */
export async function sweepPhotos(): Promise<void> {
  if (typeof indexedDB === 'undefined') return;
  const held = [...unsent<unknown>(), ...refusedItems<unknown>()].filter(isJob).map((item) => item.body.once);
  await dropFilesExcept(new Set(held)).catch(() => undefined);
}
