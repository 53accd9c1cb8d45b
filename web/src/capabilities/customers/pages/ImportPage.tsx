import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Progress, Radio, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api, must } from '../../../api/client';
import type { Import, ImportPlan, Stage } from '../../../api/types';
import { say } from '../../../i18n';
import { Failure, Loading } from '../../../shell/states';
import { ImportCounts } from '../components/ImportCounts';
import { STAGES } from '../components/StageChip';
import { downloadFile } from '../download';
import { FACTS } from '../facts';
import { fieldsQuery, importQuery } from '../queries';
import { ImportChip } from './ImportsPage';
import '../../../table/table.css';
import '../components/life.css';

/** One import: what the columns mean, what would be wrong, how far it is, what was rejected. */
export function ImportPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const query = useQuery(importQuery(id));
  if (query.isPending) return <Loading />;
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  const one = query.data;
  return (
    <div className="page">
      <div className="page-head">
        <Link to="/customers/imports">{t('customer.tabs.imports')}</Link>
        <span aria-hidden>/</span>
        <h1>{one.file}</h1>
        <ImportChip state={one.state} />
        <span className="muted num">{t('customer.import.rows', { count: one.rows })}</span>
      </div>
      {one.state === 'draft' ? <Planning key={one.id} one={one} /> : <Outcome one={one} />}
    </div>
  );
}

function Outcome({ one }: { one: Import }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => must(api.POST('/api/customer-imports/{id}/cancel', { params: { path: { id: one.id } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: ['customer-imports'] }),
  });
  const result = useMutation({
    mutationFn: (format: 'csv' | 'xlsx') =>
      downloadFile(`/api/customer-imports/${one.id}/rejected?format=${format}`, `${one.file}-rejected.${format}`),
    onError: (error) => void message.error(error.message, 6),
  });
  return (
    <section className="panel stack" data-testid="import-outcome" data-state={one.state}>
      <Progress
        percent={Math.floor((100 * one.dealt_with) / Math.max(1, one.rows))}
        status={one.state === 'cancelled' ? 'exception' : one.state === 'running' ? 'active' : 'success'}
      />
      <ImportCounts of={one} />
      {one.state === 'running' && (
        <div className="row">
          <span className="muted">{t('customer.import.leave')}</span>
          <Button size="small" danger onClick={() => cancel.mutate()} loading={cancel.isPending}>
            {t('customer.import.cancel')}
          </Button>
        </div>
      )}
      {one.rejected > 0 && (
        <div className="row wrap">
          <span>{t('customer.import.result')}</span>
          {(['csv', 'xlsx'] as const).map((format) => (
            <Button key={format} size="small" onClick={() => result.mutate(format)} data-testid={`rejected-${format}`}>
              {format.toUpperCase()}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}

function Planning({ one }: { one: Import }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const [plan, setPlan] = useState<ImportPlan>(one.plan);
  const change = (part: Partial<ImportPlan>) => setPlan((before) => ({ ...before, ...part }));
  const run = useMutation({
    mutationFn: () =>
      must(api.POST('/api/customer-imports/{id}/run', { params: { path: { id: one.id } }, body: plan })),
    onSuccess: (begun) => {
      cache.setQueryData(importQuery(one.id).queryKey, begun);
      void cache.invalidateQueries({ queryKey: ['customer-imports'] });
    },
    onError: (error) => void message.error(error.message, 6),
  });
  return (
    <>
      <section className="panel row wrap" style={{ gap: 24 }}>
        <span className="row">
          {t('customer.import.known')}
          <Radio.Group
            value={plan.on_known}
            onChange={(event) => change({ on_known: event.target.value as ImportPlan['on_known'] })}
            options={(['reject', 'complete', 'create'] as const).map((value) => ({
              value,
              label: t(`customer.import.onKnown.${value}`),
            }))}
          />
        </span>
        <span className="row">
          {t('customer.import.stage')}
          <Select
            allowClear
            value={plan.stage ?? undefined}
            onChange={(stage?: Stage) => change({ stage: stage ?? null })}
            options={STAGES.map((value) => ({ value, label: t(`customer.stage.${value}`) }))}
            placeholder={t('customer.stage.lead')}
            style={{ minWidth: 120 }}
            aria-label={t('customer.import.stage')}
          />
        </span>
        <span className="row">
          {t('customer.import.tag')}
          <Input
            value={plan.tag ?? ''}
            onChange={(event) => change({ tag: event.target.value || null })}
            style={{ width: 140 }}
            aria-label={t('customer.import.tag')}
          />
        </span>
      </section>
      <Preview one={one} plan={plan} onColumns={(columns) => change({ columns })} />
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button type="primary" onClick={() => run.mutate()} loading={run.isPending} data-testid="import-run">
          {t('customer.import.run', { count: one.rows })}
        </Button>
      </div>
    </>
  );
}

/** The first rows under the chosen meaning of the columns, with what would be wrong. */
function Preview({
  one,
  plan,
  onColumns,
}: {
  one: Import;
  plan: ImportPlan;
  onColumns: (columns: ImportPlan['columns']) => void;
}) {
  const { t, i18n } = useTranslation();
  const fields = useQuery(fieldsQuery);
  const rows = useQuery({
    queryKey: ['customer-imports', one.id, 'preview', plan],
    queryFn: async () =>
      (await must(api.POST('/api/customer-imports/{id}/preview', { params: { path: { id: one.id } }, body: plan })))
        .items,
    placeholderData: (before) => before,
    retry: false,
  });
  const options = useMemo(() => {
    const facts = FACTS.map((value) => ({ value, label: t(`customer.import.fact.${value}`) }));
    const own = (fields.data ?? []).map((field) => ({
      value: `field:${field.name}`,
      label: say(field.label, i18n.language),
    }));
    return [...facts, ...own];
  }, [fields.data, i18n.language, t]);
  const faulty = rows.data?.filter((row) => row.faults.length > 0).length ?? 0;
  const told = faulty > 0 || rows.data?.some((row) => (row.notes ?? []).length > 0);
  return (
    <div className="table-panel">
      <section className="table-scroll import-preview" aria-label={t('customer.import.preview')}>
        <table className="table" data-testid="import-preview">
          <thead>
            <tr>
              <th scope="col">{t('customer.import.line')}</th>
              {told && <th scope="col">{t('customer.import.fault')}</th>}
              {one.head.map((title, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                <th key={n} scope="col">
                  <div className="ellipsis">{title}</div>
                  <Select
                    size="small"
                    allowClear
                    value={plan.columns[n]}
                    onChange={(meaning?: string) => {
                      const { [n]: _, ...rest } = plan.columns;
                      onColumns(meaning ? { ...rest, [n]: meaning } : rest);
                    }}
                    options={options}
                    placeholder={t('customer.import.skip')}
                    aria-label={t('customer.import.meaning', { title })}
                    popupMatchSelectWidth={false}
                    style={{ minWidth: 112 }}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.data?.map((row) => (
              <tr key={row.line}>
                <td className="num">{row.line}</td>
                {told && (
                  <td>
                    {row.faults.map((fault) => (
                      <div key={fault.zh} className="fault">
                        ▲ {say(fault, i18n.language)}
                      </div>
                    ))}
                    {row.notes?.map((note) => (
                      <div key={note.zh} className="muted" data-testid="import-note">
                        {say(note, i18n.language)}
                      </div>
                    ))}
                  </td>
                )}
                {one.head.map((_, n) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                  <td key={n}>{row.cells[n] ?? ''}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <footer className="table-foot">
        {rows.isError ? (
          <span className="fault">{rows.error.message}</span>
        ) : (
          <span className="muted num">
            {t('customer.import.previewed', { count: rows.data?.length ?? 0, faulty })}
            {faulty > 0 && t('customer.import.faultyStay')}
          </span>
        )}
      </footer>
    </div>
  );
}
