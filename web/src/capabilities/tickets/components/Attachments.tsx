import { CameraOutlined, DeleteOutlined, PaperClipOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import type { Attachment } from '../../../api/types';
import { AskReason } from '../../../forms/AskReason';
import { useSession } from '../../../session/SessionProvider';
import { Failure, Loading } from '../../../shell/states';
import { absolute } from '../../../time/format';
import { attach, fileSize, LONGEST_FILE } from '../attaching';
import { attachmentsQuery, ticketQuery } from '../queries';
import { postPhoto } from '../unsentJobs';
import { WaitingPhotos } from './WaitingPhotos';

const place = (one: Attachment) => `/api/tickets/${one.ticket_id}/attachments/${one.id}`;

/** A file that was not taken, and why. */
interface NotTaken {
  name: string;
  why: string;
}

/** Takes files one after the other, since a weak network carries the first before the second begins; one that is
 * refused does not hold up the rest. */
function useTake(ticket: string, camera: boolean) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const me = useSession().session?.user.id ?? '';
  return useMutation({
    mutationFn: async (files: File[]) => {
      const refused: NotTaken[] = [];
      const known = cache.getQueryData(ticketQuery(ticket).queryKey);
      const job = known && { number: known.number, type: known.type };
      for (const file of files) {
        try {
          if (file.size > LONGEST_FILE) throw new Error(t('ticket.fileTooLong', { size: fileSize(file.size) }));
          // A worker's picture waits on the telephone until the server has it.
          if (camera) await postPhoto({ ticket, job, by: me }, file).catch(() => attach(ticket, file));
          else await attach(ticket, file);
        } catch (error) {
          refused.push({ name: file.name, why: (error as Error).message });
        }
      }
      return refused;
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ['ticket', ticket] }),
  });
}

/** Files of a ticket: dropped, chosen, or taken with the telephone's camera. */
export function Attachments({ ticket, camera = false }: { ticket: string; camera?: boolean }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const query = useQuery(attachmentsQuery(ticket));
  const add = useTake(ticket, camera);
  const take = (files: FileList | null) => {
    if (files && files.length > 0) add.mutate([...files]);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
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
      {query.isPending && (query.fetchStatus === 'paused' ? null : <Loading />)}
      {query.isError && !camera && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data?.length === 0 && !camera && <p className="muted">{t('ticket.noFiles')}</p>}
      {query.data && query.data.length > 0 && (
        <ul className="files-list">
          {query.data.map((one) => (
            <li key={one.id} data-testid="attachment">
              <a href={place(one)} target="_blank" rel="noreferrer" title={one.name}>
                {one.is_picture ? <img src={place(one)} alt={one.name} loading="lazy" /> : <PaperClipOutlined />}
                <span className="name">{one.name}</span>
              </a>
              <span className="muted small num">
                {fileSize(one.bytes)} · {one.author_name ?? '–'} · {absolute(one.at).slice(5, 16)}
              </span>
              {one.removable && <Remove one={one} />}
            </li>
          ))}
        </ul>
      )}
      {camera && <WaitingPhotos ticket={ticket} />}
      <Refusals error={add.error} refused={add.data ?? []} />
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

/** Takes a file away, with a reason that stays in the history. */
function Remove({ one }: { one: Attachment }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const remove = async (why: string) => {
    const path = { id: one.ticket_id, attachment: one.id };
    await must(api.POST('/api/tickets/{id}/attachments/{attachment}/removal', { params: { path }, body: { why } }));
    await cache.invalidateQueries({ queryKey: ['ticket', one.ticket_id] });
  };
  return (
    <AskReason
      title={t('ticket.removeFile')}
      hint={t('ticket.removeFileHint')}
      note={t('ticket.removeFileNote')}
      action={t('ticket.removeFileDo')}
      danger
      field="why"
      testids={{ reason: 'file-remove-why', action: 'file-remove-do' }}
      ask={remove}
    >
      <Button
        size="small"
        type="text"
        icon={<DeleteOutlined />}
        aria-label={t('ticket.removeFileOf', { name: one.name })}
        data-testid="file-remove"
      />
    </AskReason>
  );
}

function Refusals({ error, refused }: { error: Error | null; refused: NotTaken[] }) {
  if (!error && refused.length === 0) return null;
  return (
    <div className="ticket-fault" role="alert" data-testid="attachment-refused">
      {error?.message}
      {refused.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name
        <p key={index} style={{ margin: '4px 0' }}>
          <strong>{one.name}</strong> · {one.why}
        </p>
      ))}
    </div>
  );
}
