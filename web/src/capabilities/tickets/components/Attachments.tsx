import { CameraOutlined, PaperClipOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import type { Attachment } from '../../../api/types';
import { Failure, Loading } from '../../../shell/states';
import { absolute } from '../../../time/format';
import { attachmentsQuery } from '../queries';

const place = (one: Attachment) => `/api/tickets/${one.ticket_id}/attachments/${one.id}`;

/** Bytes as people read them. */
function size(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

async function send(ticket: string, file: File): Promise<Attachment> {
  const form = new FormData();
  form.append('file', file);
  const path = { id: ticket };
  return must(
    api.POST('/api/tickets/{id}/attachments', {
      params: { path },
      // The description shows the file as text; a form carries it as it is.
      body: form as never,
      bodySerializer: (body) => body as unknown as FormData,
    }),
  );
}

/** Files of a ticket: dropped, chosen, or taken with the telephone's camera. */
export function Attachments({ ticket, camera = false }: { ticket: string; camera?: boolean }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const query = useQuery(attachmentsQuery(ticket));
  const add = useMutation({
    // One after the other: a weak network carries the first before the second begins.
    mutationFn: async (files: File[]) => {
      for (const file of files) await send(ticket, file);
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ['ticket', ticket] }),
    retry: (count, error) => count < 3 && 'status' in error && error.status === 0,
  });
  const take = (files: FileList | null) => {
    if (files && files.length > 0) add.mutate([...files]);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  if (query.isPending) return <Loading />;
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an addition to the button below
    <div
      className={over ? 'files over' : 'files'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      data-testid="attachments"
    >
      {query.data.length === 0 && <p className="muted">{t('ticket.noFiles')}</p>}
      <ul className="files-list">
        {query.data.map((one) => (
          <li key={one.id}>
            <a href={place(one)} target="_blank" rel="noreferrer" title={one.name}>
              {one.is_picture ? <img src={place(one)} alt={one.name} loading="lazy" /> : <PaperClipOutlined />}
              <span className="name">{one.name}</span>
            </a>
            <span className="muted small num">
              {size(one.bytes)} · {one.author_name ?? '–'} · {absolute(one.at).slice(5, 16)}
            </span>
          </li>
        ))}
      </ul>
      {add.isError && (
        <p className="bad" role="alert">
          {add.error.message}
        </p>
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={camera ? 'image/*' : undefined}
        capture={camera ? 'environment' : undefined}
        data-testid="attachment-input"
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
      <Button
        icon={camera ? <CameraOutlined /> : <PaperClipOutlined />}
        loading={add.isPending}
        onClick={() => input.current?.click()}
        block={camera}
        size={camera ? 'large' : 'middle'}
      >
        {t(camera ? 'ticket.takePhoto' : 'ticket.addFile')}
      </Button>
      {!camera && <span className="muted small"> {t('ticket.fileHint')}</span>}
    </div>
  );
}
