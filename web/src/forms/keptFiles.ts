import { boxIn } from '../offline/box';

/** Files that wait to be sent, in this browser's own database: they outlive the page. */
const files = boxIn('yingda', 'files');

export async function keepFile(key: string, file: Blob): Promise<void> {
  // The content itself: what a picture of the camera refers to may be gone when the page is opened again.
  const content = await file.arrayBuffer();
  await files.put(key, { content, type: file.type });
}

export async function keptFile(key: string): Promise<Blob | undefined> {
  const kept = await files.get<{ content: ArrayBuffer; type: string }>(key);
  return kept && new Blob([kept.content], { type: kept.type });
}

export async function dropFile(key: string): Promise<void> {
  await files.drop(key);
}

/** Forgets all but these. */
export async function dropFilesExcept(needed: Set<string>): Promise<void> {
  for (const key of await files.keys()) if (!needed.has(key)) await dropFile(key);
}
