const STORED = 'yingda.outbox';

/** Something finished by the reader that the server does not have yet. */
export interface Unsent<T> {
  /** What it is about; a later one about the same takes its place. */
  key: string;
  /** For people, such as `#1042`. */
  title: string;
  at: number;
  body: T;
}

type Listener = () => void;
const listeners = new Set<Listener>();

/** What waits to be sent, oldest first; survives a reload, in this browser only. */
export function unsent<T>(store: Storage = localStorage): Unsent<T>[] {
  try {
    const list: unknown = JSON.parse(store.getItem(STORED) ?? '[]');
    return Array.isArray(list) ? (list as Unsent<T>[]) : [];
  } catch {
    return [];
  }
}

export function post<T>(item: Unsent<T>, store: Storage = localStorage): void {
  keep([...unsent<T>(store).filter((one) => one.key !== item.key), item], store);
}

export function withdraw(key: string, store: Storage = localStorage): void {
  const list = unsent(store);
  const rest = list.filter((one) => one.key !== key);
  if (rest.length < list.length) keep(rest, store);
}

export function emptyOutbox(store: Storage = localStorage): void {
  keep([], store);
}

export function onOutbox(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How many wait, as a plain value that can be compared. */
export function outboxSize(): number {
  return unsent().length;
}

export type Sent = 'sent' | 'refused' | 'unreachable';

/** Sends all in order. Stops where the server cannot be reached; what it refuses is taken out, and given back. */
export async function deliver<T>(
  send: (item: Unsent<T>) => Promise<Sent>,
  store: Storage = localStorage,
): Promise<{ sent: Unsent<T>[]; refused: Unsent<T>[] }> {
  const [sent, refused]: [Unsent<T>[], Unsent<T>[]] = [[], []];
  for (const item of unsent<T>(store)) {
    const outcome = await send(item);
    if (outcome === 'unreachable') break;
    // Written anew while this was under way: the newer one is still to be sent.
    if (unsent<T>(store).some((one) => one.key === item.key && one.at === item.at)) withdraw(item.key, store);
    (outcome === 'sent' ? sent : refused).push(item);
  }
  return { sent, refused };
}

function keep(list: Unsent<unknown>[], store: Storage): void {
  try {
    if (list.length > 0) store.setItem(STORED, JSON.stringify(list));
    else store.removeItem(STORED);
  } catch {
    // A full store: the draft of the form is still there.
  }
  for (const listener of listeners) listener();
}
