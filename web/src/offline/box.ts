/** Things kept under a key, in this browser only; they outlive the page. */
export interface Box {
  get<T>(key: string): Promise<T | undefined>;
  put(key: string, value: unknown): Promise<void>;
  drop(key: string): Promise<void>;
  keys(): Promise<string[]>;
}

/** A box in the browser's own database. */
export function boxIn(database: string, store: string): Box {
  const open = (): Promise<IDBDatabase> =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open(database, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(store);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const within = async <T>(mode: IDBTransactionMode, ask: (all: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const opened = await open();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = opened.transaction(store, mode);
        const request = ask(transaction.objectStore(store));
        // Only what is committed is kept.
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = () => reject(transaction.error);
        transaction.onerror = () => reject(transaction.error);
      });
    } finally {
      opened.close();
    }
  };
  return {
    get: (key) => within('readonly', (all) => all.get(key)),
    put: async (key, value) => void (await within('readwrite', (all) => all.put(value, key))),
    drop: (key) => within('readwrite', (all) => all.delete(key)),
    keys: async () => (await within('readonly', (all) => all.getAllKeys())).map(String),
  };
}

/** A box that lasts as long as the page, where there is no database. */
export function boxInMemory(): Box {
  const all = new Map<string, unknown>();
  return {
    get: async <T>(key: string) => all.get(key) as T | undefined,
    put: async (key, value) => void all.set(key, value),
    drop: async (key) => void all.delete(key),
    keys: async () => [...all.keys()],
  };
}
