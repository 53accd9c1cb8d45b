import { api, must } from '../../api/client';
import type { Attachment } from '../../api/types';

/** As the server has it. */
export const LONGEST_FILE = 20 * 1024 * 1024;

/** Puts a file on a ticket; the same under the same name comes once. */
export function attach(ticket: string, file: File): Promise<Attachment> {
  const form = new FormData();
  form.append('file', file);
  return must(
    api.POST('/api/tickets/{id}/attachments', {
      params: { path: { id: ticket } },
      // The description shows the file as text; a form carries it as it is.
      body: form as never,
      bodySerializer: (body) => body as unknown as FormData,
    }),
  );
}

/** Bytes as people read them. */
export function fileSize(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
