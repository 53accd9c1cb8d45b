import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { FlowSummary } from '../../../api/types';
import { say } from '../../../i18n';
import { useSession } from '../../../session/SessionProvider';
import { Chip } from '../../../shell/states';
import { type Column, DataTable } from '../../../table/DataTable';
import { flowsQuery } from '../queries';

/** What callers go through before a queue (IVR-1). */
export function FlowsPage() {
  const { t, i18n } = useTranslation();
  const { may } = useSession();
  const navigate = useNavigate();
  const flows = useQuery(flowsQuery);
  const [name, setName] = useState('');
  const columns = useMemo<Column<FlowSummary>[]>(
    () => [
      {
        key: 'name',
        title: t('flows.name'),
        render: (one) => <span className="mono">{one.name}</span>,
        value: (one) => one.name,
      },
      {
        key: 'title',
        title: t('flows.title'),
        render: (one) => say(one.title, i18n.language),
        value: (one) => say(one.title, i18n.language),
      },
      {
        key: 'published',
        title: t('flows.published'),
        render: (one) =>
          one.published ? (
            <Chip tone="good">{t('flows.version', { version: one.published })}</Chip>
          ) : (
            <Chip tone="quiet">{t('flows.unpublished')}</Chip>
          ),
        value: (one) => one.published,
      },
      {
        key: 'latest',
        title: t('flows.latest'),
        render: (one) => t('flows.version', { version: one.latest }),
        value: (one) => one.latest,
      },
    ],
    [t, i18n.language],
  );
  return (
    <>
      <div className="page-head">
        <h1>{t('admin.places.flows')}</h1>
        <span className="grow" />
        {may('flows.manage') && (
          <form
            className="row"
            onSubmit={(event) => {
              event.preventDefault();
              if (name.trim()) void navigate(`/admin/flows/${encodeURIComponent(name.trim())}`);
            }}
          >
            <Input
              value={name}
              onChange={(event) => setName(event.target.value)}
              placeholder={t('flows.newName')}
              aria-label={t('flows.newName')}
            />
            <Button htmlType="submit" disabled={!name.trim()}>
              {t('flows.create')}
            </Button>
          </form>
        )}
      </div>
      <DataTable<FlowSummary>
        id="flows"
        label={t('admin.places.flows')}
        columns={columns}
        rows={flows.data}
        rowKey={(flow) => flow.name}
        onOpen={(flow) => void navigate(`/admin/flows/${flow.name}`)}
        error={flows.error}
        retry={() => void flows.refetch()}
        empty={t('flows.none')}
      />
    </>
  );
}
