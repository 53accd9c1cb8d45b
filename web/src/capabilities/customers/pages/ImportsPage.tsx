import { DownloadOutlined, UploadOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Progress } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { problemFrom } from '../../../api/problem';
import type { Import } from '../../../api/types';
import i18n, { say } from '../../../i18n';
import { Chip, Empty, Failure, Loading, type Tone } from '../../../shell/states';
import { csv, download } from '../../../table/csv';
import { When } from '../../../time/Timer';
import { CustomersHead } from '../components/CustomersHead';
import { ImportCounts } from '../components/ImportCounts';
import { FACTS } from '../facts';
import { fieldsQuery, importsQuery } from '../queries';

const TONES: Record<Import['state'], Tone> = { draft: 'soon', running: 'accent', done: 'good', cancelled: 'quiet' };

export function ImportChip({ state }: { state: Import['state'] }) {
  const { t } = useTranslation();
  return <Chip tone={TONES[state]}>{t(`customer.import.state.${state}`)}</Chip>;
}

async function sendFile(file: File): Promise<Import> {
  const answer = await fetch(`/api/customer-imports?name=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'accept-language': i18n.language, 'content-type': 'application/octet-stream' },
    body: file,
  }).catch(() => undefined);
  const body: unknown = await answer?.json().catch(() => undefined);
  if (!answer?.ok) throw problemFrom(answer?.status ?? 0, body, i18n.t('error.unreachable'));
  return body as Import;
}

/** A table with nothing but its head, as the import understands it. */
function useTemplate(): () => void {
  const { t, i18n } = useTranslation();
  const fields = useQuery(fieldsQuery);
  return () => {
    const zh = i18n.language === 'zh-CN';
    const facts = FACTS.map((fact) => (zh ? t(`customer.import.fact.${fact}`) : fact));
    const own = (fields.data ?? []).map((field) => say(field.label, i18n.language));
    download(t('customer.import.templateName'), csv([[...facts, ...own]]));
  };
}

/** Imports: a file is sent here; those of before with what came of them. */
export function ImportsPage() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const imports = useQuery(importsQuery);
  const template = useTemplate();
  const send = useMutation({
    mutationFn: sendFile,
    onSuccess: (made) => {
      void cache.invalidateQueries({ queryKey: ['customer-imports'] });
      void navigate(`/customers/imports/${made.id}`);
    },
    onError: (error) => void message.error(error.message, 6),
  });
  return (
    <div className="page">
      <CustomersHead>
        <input
          ref={input}
          type="file"
          accept=".csv,.xlsx"
          hidden
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file) send.mutate(file);
          }}
          data-testid="import-file"
        />
        <Button icon={<DownloadOutlined />} onClick={template}>
          {t('customer.import.template')}
        </Button>
        <Button
          type="primary"
          icon={<UploadOutlined />}
          loading={send.isPending}
          onClick={() => input.current?.click()}
        >
          {t('customer.import.choose')}
        </Button>
      </CustomersHead>
      <p className="muted" style={{ margin: 0 }}>
        {t('customer.import.hint')}
      </p>
      <section className="panel">
        {imports.isError ? (
          <Failure error={imports.error} retry={() => void imports.refetch()} />
        ) : !imports.data ? (
          <Loading />
        ) : imports.data.length === 0 ? (
          <Empty
            action={
              <Button icon={<UploadOutlined />} loading={send.isPending} onClick={() => input.current?.click()}>
                {t('customer.import.choose')}
              </Button>
            }
          >
            {t('customer.import.none')}
            <br />
            <span className="small">{t('customer.import.firstStep')}</span>
          </Empty>
        ) : (
          <ul className="lines">
            {imports.data.map((one) => (
              <li key={one.id}>
                <div className="spread">
                  <span className="row wrap">
                    <Link to={`/customers/imports/${one.id}`}>{one.file}</Link>
                    <ImportChip state={one.state} />
                  </span>
                  <span className="muted">
                    <When at={one.created_at} />
                  </span>
                </div>
                <span className="muted">
                  <ImportCounts of={one} />
                </span>
                {one.state === 'running' && (
                  <Progress percent={Math.floor((100 * one.dealt_with) / Math.max(1, one.rows))} size="small" />
                )}
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}
