/** Files that wait to be sent, in this browser's own database: they outlive the page. */
const DATABASE = 'yingda';
const FILES = 'files';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(FILES);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function within<T>(mode: IDBTransactionMode, ask: (files: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(FILES, mode);
      const request = ask(transaction.objectStore(FILES));
      // Only what is committed is kept.
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
      transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export async function keepFile(key: string, file: Blob): Promise<void> {
  // The content itself: what a picture of the camera refers to may be gone when the page is opened again.
  const content = await file.arrayBuffer();
  await within('readwrite', (files) => files.put({ content, type: file.type }, key));
}

export async function keptFile(key: string): Promise<Blob | undefined> {
  const kept = await within<{ content: ArrayBuffer; type: string } | undefined>('readonly', (files) => files.get(key));
  return kept && new Blob([kept.content], { type: kept.type });
}

export async function dropFile(key: string): Promise<void> {
  await within('readwrite', (files) => files.delete(key));
}

/** Forgets all but these. */
export async function dropFilesExcept(needed: Set<string>): Promise<void> {
  const keys = await within('readonly', (files) => files.getAllKeys());
  for (const key of keys) if (!needed.has(String(key))) await dropFile(String(key));
}
