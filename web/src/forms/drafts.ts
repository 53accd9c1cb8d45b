const PREFIX = 'yingda.draft.';
/** Drafts of contacts that nobody came back to are forgotten after this time. */
const KEPT_MS = 3 * 24 * 3600 * 1000;

interface Draft<T> {
  at: number;
  value: T;
}

/** What was typed and not yet sent; survives a reload, in this browser only. */
export function readDraft<T>(key: string, store: Storage = localStorage): T | undefined {
  try {
    const text = store.getItem(PREFIX + key);
    return text ? (JSON.parse(text) as Draft<T>).value : undefined;
  } catch {
    return undefined;
  }
}

export function writeDraft<T>(key: string, value: T, now: number = Date.now(), store: Storage = localStorage): void {
  try {
    store.setItem(PREFIX + key, JSON.stringify({ at: now, value } satisfies Draft<T>));
  } catch {
    // A full store must not stop anyone from typing.
  }
}

export function dropDraft(key: string, store: Storage = localStorage): void {
  store.removeItem(PREFIX + key);
}

/** Forgets old drafts: they may hold what customers said. */
export function sweepDrafts(now: number = Date.now(), store: Storage = localStorage): void {
  for (const key of Object.keys(store).filter((name) => name.startsWith(PREFIX))) {
    try {
      const { at } = JSON.parse(store.getItem(key) ?? '') as Draft<unknown>;
      if (now - at > KEPT_MS) store.removeItem(key);
    } catch {
      store.removeItem(key);
    }
  }
}

/** Forgets all drafts, for signing out at a shared desk. */
export function dropAllDrafts(store: Storage = localStorage): void {
  for (const key of Object.keys(store).filter((name) => name.startsWith(PREFIX))) store.removeItem(key);
}
