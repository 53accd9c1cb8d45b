import { FileOutlined, UploadOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import { isProblem } from '../../../api/problem';
import { useSession } from '../../../session/SessionProvider';
import { type Column, DataTable } from '../../../table/DataTable';
import { absolute, duration } from '../../../time/format';
import { When } from '../../../time/Timer';
import { promptsQuery } from '../queries';

interface Prompt {
  id: string;
  name: string;
  duration_s: number;
  created_at: string;
}

/** Uploaded voice prompts. */
export function PromptsPage() {
  const { t } = useTranslation();
  const { may } = useSession();
  const prompts = useQuery(promptsQuery);
  const columns = useMemo<Column<Prompt>[]>(
    () => [
      { key: 'name', title: t('prompts.name'), render: (one) => one.name, value: (one) => one.name },
      {
        key: 'duration',
        title: t('prompts.duration'),
        render: (one) => duration(one.duration_s, t('time.seconds')),
        value: (one) => one.duration_s,
        numeric: true,
      },
      {
        key: 'created',
        title: t('prompts.created'),
        render: (one) => <When at={one.created_at} />,
        value: (one) => absolute(one.created_at),
      },
    ],
    [t],
  );
  return (
    <>
      <div className="page-head">
        <h1>{t('admin.places.prompts')}</h1>
      </div>
      {may('flows.manage') && <Upload />}
      <DataTable<Prompt>
        id="prompts"
        label={t('admin.places.prompts')}
        columns={columns}
        rows={prompts.data}
        rowKey={(prompt) => prompt.id}
        error={prompts.error}
        retry={() => void prompts.refetch()}
        empty={t('prompts.none')}
      />
    </>
  );
}

function Upload() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const upload = useMutation({
    mutationFn: () => {
      const form = new FormData();
      form.append('name', name.trim());
      if (file) form.append('file', file);
      return must(api.POST('/api/prompts', { body: form as never, bodySerializer: (body) => body as never }));
    },
    onSuccess: () => {
      setName('');
      setFile(null);
      if (input.current) input.current.value = '';
      void cache.invalidateQueries({ queryKey: ['prompts'] });
    },
  });
  const problem = isProblem(upload.error) ? upload.error : undefined;
  return (
    <form
      className="panel stack"
      style={{ gap: 8 }}
      onSubmit={(event) => {
        event.preventDefault();
        upload.mutate();
      }}
    >
      <div className="row wrap">
        <Input
          value={name}
          onChange={(event) => setName(event.target.value)}
          placeholder={t('prompts.name')}
          aria-label={t('prompts.name')}
          status={problem?.of('name') ? 'error' : undefined}
          style={{ width: 240 }}
        />
        <input
          ref={input}
          type="file"
          accept=".wav,audio/wav,audio/x-wav"
          hidden
          onChange={(event) => setFile(event.target.files?.[0] ?? null)}
        />
        <Button icon={<FileOutlined />} onClick={() => input.current?.click()} aria-label={t('prompts.file')}>
          {file ? file.name : t('prompts.choose')}
        </Button>
        <Button
          htmlType="submit"
          type="primary"
          icon={<UploadOutlined />}
          loading={upload.isPending}
          disabled={!file || !name.trim()}
        >
          {t('prompts.upload')}
        </Button>
      </div>
      {problem ? (
        <span style={{ color: 'var(--bad)' }} role="alert">
          {problem.fields.map((fault) => fault.message).join(' · ') || problem.message}
        </span>
      ) : (
        <span className="muted small">{t('prompts.hint')}</span>
      )}
    </form>
  );
}
