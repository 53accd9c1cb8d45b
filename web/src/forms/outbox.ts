const STORED = 'yingda.outbox';
const REFUSED = 'yingda.refused';

/** Something finished by the reader that the server does not have yet. */
export interface Unsent<T> {
  /** What it is about; a later one about the same takes its place. */
  key: string;
  /** For people, such as `#1042`. */
  title: string;
  at: number;
  body: T;
}

/** Something that the server refused, with its reason. */
export interface Refused<T> extends Unsent<T> {
  why: string;
}

type Listener = () => void;
const listeners = new Set<Listener>();

function read<T>(name: string, store: Storage): T[] {
  try {
    const list: unknown = JSON.parse(store.getItem(name) ?? '[]');
    return Array.isArray(list) ? (list as T[]) : [];
  } catch {
    return [];
  }
}

/** What waits to be sent, oldest first; survives a reload, in this browser only. */
export function unsent<T>(store: Storage = localStorage): Unsent<T>[] {
  return read<Unsent<T>>(STORED, store);
}

export function post<T>(item: Unsent<T>, store: Storage = localStorage): void {
  keep(STORED, [...unsent<T>(store).filter((one) => one.key !== item.key), item], store);
}

export function withdraw(key: string, store: Storage = localStorage): void {
  const list = unsent(store);
  const rest = list.filter((one) => one.key !== key);
  if (rest.length < list.length) keep(STORED, rest, store);
}

export function emptyOutbox(store: Storage = localStorage): void {
  keep(STORED, [], store);
  keep(REFUSED, [], store);
}

/** What the server refused and nobody has looked at yet. */
export function refusedItems<T>(store: Storage = localStorage): Refused<T>[] {
  return read<Refused<T>>(REFUSED, store);
}

/** Keeps what was refused until somebody has seen why. */
export function giveBack<T>(item: Unsent<T>, why: string, store: Storage = localStorage): void {
  keep(REFUSED, [...refusedItems<T>(store).filter((one) => one.key !== item.key), { ...item, why }], store);
}

export function dismiss(key: string, store: Storage = localStorage): void {
  keep(
    REFUSED,
    refusedItems(store).filter((one) => one.key !== key),
    store,
  );
}

export function onOutbox(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How many wait, as a plain value that can be compared. */
export function outboxSize(): number {
  return unsent().length;
}

/** All that waits or was refused, as a plain value that can be compared. */
export function outboxStamp(): string {
  return `${localStorage.getItem(STORED) ?? ''}${localStorage.getItem(REFUSED) ?? ''}`;
}

/** `later`: not now and not by whoever is signed in, but what comes after it is not held up. */
export type Sent = 'sent' | 'refused' | 'unreachable' | 'later';

interface Delivered<T> {
  sent: Unsent<T>[];
  refused: Unsent<T>[];
}

let delivering = false;

/**
 * Sends all in order, also what comes meanwhile. Stops where the server cannot be reached; what it refuses is taken
 * out, and given back. While one round goes on another does nothing: nothing is sent twice at once.
 */
export async function deliver<T>(
  send: (item: Unsent<T>) => Promise<Sent>,
  store: Storage = localStorage,
): Promise<Delivered<T>> {
  const done: Delivered<T> = { sent: [], refused: [] };
  if (delivering) return done;
  delivering = true;
  try {
    const tried = new Set<string>();
    for (;;) {
      const item = unsent<T>(store).find((one) => !tried.has(one.key));
      if (!item) return done;
      tried.add(item.key);
      const outcome = await send(item);
      if (outcome === 'unreachable') return done;
      if (outcome === 'later') continue;
      // Written anew while this was under way: the newer one is still to be sent.
      if (unsent<T>(store).some((one) => one.key === item.key && one.at === item.at)) withdraw(item.key, store);
      (outcome === 'sent' ? done.sent : done.refused).push(item);
    }
  } finally {
    delivering = false;
  }
}

function keep(name: string, list: Unsent<unknown>[], store: Storage): void {
  try {
    if (list.length > 0) store.setItem(name, JSON.stringify(list));
    else store.removeItem(name);
  } catch {
    // A full store: the draft of the form is still there.
  }
  for (const listener of listeners) listener();
}
