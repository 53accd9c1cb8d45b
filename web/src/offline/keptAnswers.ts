import { isProblem } from '../api/problem';
import { type Box, boxIn, boxInMemory } from './box';

/** As long as a session lasts: what was seen under it is shown no longer. */
export const KEPT_MS = 12 * 3600 * 1000;
/** A network that has not answered by then is as good as none, where something is kept. */
const PATIENCE_MS = 5000;

const SESSION = 'session';

interface Kept {
  /** Whose answer it was. */
  of: string;
  at: number;
  value: unknown;
}

type Listener = () => void;

/** The server was not reached: what it would have said is not known. */
export function isAway(error: unknown): boolean {
  return !isProblem(error) || error.status === 0 || error.status >= 500;
}

/**
 * The last answers to a few questions, for one user whose work goes on without network. An answer is asked for first;
 * only where the server cannot be reached does the last one stand in, and the page says of when it is.
 */
export class KeptAnswers {
  private owner: string | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private readonly old = new Map<string, number>();
  private readonly listeners = new Set<Listener>();
  private readonly box: Box;
  private readonly now: () => number;

  constructor(box: Box, now: () => number = Date.now) {
    this.box = box;
    this.now = now;
  }

  /** Changes whenever it is said anew whose answers are kept. */
  turn = 0;

  /** From now on answers to this user are kept; those of anybody else are forgotten. Nobody: none is kept. */
  keepFor(owner: string | undefined): Promise<void> {
    if (owner !== this.owner) this.show(new Map());
    this.owner = owner;
    this.turn += 1;
    return this.inOrder(async () => {
      for (const key of await this.box.keys()) {
        const kept = await this.box.get<Kept>(key);
        if (!kept || kept.of !== this.owner || this.now() - kept.at > KEPT_MS) await this.box.drop(key);
      }
    });
  }

  /** Keeps who is signed in, so that the page knows it when it is opened without network. */
  keepSession(session: unknown): Promise<void> {
    this.note(SESSION, undefined);
    return this.put(SESSION, session);
  }

  /** Who was signed in last, if the session can still last; the answers are theirs again. */
  async keptSession<T>(): Promise<T | undefined> {
    const kept = await this.inOrder(() => this.box.get<Kept>(SESSION));
    if (!kept || this.now() - kept.at > KEPT_MS) return undefined;
    this.owner = kept.of;
    this.note(SESSION, kept.at);
    return kept.value as T;
  }

  /** The server's answer, or the last one where it cannot be reached. */
  async networkFirst<T>(name: string, ask: () => Promise<T>): Promise<T> {
    const owner = this.owner;
    if (owner === undefined) return ask();
    const kept = await this.box.get<Kept>(name).catch(() => undefined);
    const usable = kept && kept.of === owner && this.now() - kept.at <= KEPT_MS ? kept : undefined;
    const asked = ask();
    try {
      const fresh = await (usable ? Promise.race([asked, patience()]) : asked);
      this.note(name, undefined);
      if (this.owner === owner) void this.put(name, fresh);
      return fresh;
    } catch (error) {
      if (!isAway(error)) {
        // Refused, or not there any more: it is not for this user to see.
        if (kept) void this.inOrder(() => this.box.drop(name)).catch(() => undefined);
        throw error;
      }
      if (!usable) throw error;
      this.note(name, usable.at);
      return usable.value as T;
    }
  }

  /** Keeps an answer that came another way. */
  async put(name: string, value: unknown): Promise<void> {
    const { owner } = this;
    if (owner === undefined) return;
    const kept: Kept = { of: owner, at: this.now(), value };
    await this.inOrder(async () => {
      if (this.owner === owner) await this.box.put(name, kept);
    }).catch(() => undefined);
  }

  /** Forgets those of a kind that are not among these names. */
  keepOnly(prefix: string, names: Set<string>): Promise<void> {
    return this.inOrder(async () => {
      for (const key of await this.box.keys()) {
        if (key.startsWith(prefix) && !names.has(key)) await this.box.drop(key);
      }
    });
  }

  /** Since when nothing new was heard, where something old is shown. */
  asOf = (): number | undefined => (this.old.size > 0 ? Math.min(...this.old.values()) : undefined);

  onChange = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** One after the other, so that nothing is kept behind the back of what is being forgotten. */
  private inOrder<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work, work);
    this.last = done.catch(() => undefined);
    return done;
  }

  private note(name: string, at: number | undefined): void {
    const next = new Map(this.old);
    if (at === undefined) next.delete(name);
    else next.set(name, at);
    this.show(next);
  }

  private show(next: Map<string, number>): void {
    this.old.clear();
    for (const [name, at] of next) this.old.set(name, at);
    for (const listener of this.listeners) listener();
  }
}

function patience(): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error('no answer in time')), PATIENCE_MS));
}

export const answers = new KeptAnswers(
  typeof indexedDB === 'undefined' ? boxInMemory() : boxIn('yingda.answers', 'answers'),
);
