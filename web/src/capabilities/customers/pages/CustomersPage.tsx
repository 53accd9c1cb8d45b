import { DownloadOutlined, PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Drawer, Input, Select } from 'antd';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { Customer } from '../../../api/types';
import { useSession } from '../../../session/SessionProvider';
import { numberOf } from '../../../shell/search/match';
import { type Column, DataTable } from '../../../table/DataTable';
import { listed } from '../../../table/listed';
import { absolute } from '../../../time/format';
import { When } from '../../../time/Timer';
import { CustomerEditor } from '../components/CustomerEditor';
import { CustomersHead } from '../components/CustomersHead';
import { ExportForm } from '../components/ExportForm';
import { useGroupOptions } from '../components/GroupFields';
import { LevelChip } from '../components/LevelChip';
import { StageChip } from '../components/StageChip';
import { masked } from '../masked';
import { type CustomerFilter, filteredPages } from '../queries';

const FILTERS = ['q', 'stage', 'tag', 'region'] as const;

function useColumns(): Column<Customer>[] {
  const { t } = useTranslation();
  return useMemo<Column<Customer>[]>(
    () => [
      { key: 'name', title: t('customer.name'), render: (one) => one.name, value: (one) => one.name },
      {
        key: 'stage',
        title: t('customer.stageLabel'),
        render: (one) => (
          <span className="row" style={{ gap: 4 }}>
            <StageChip stage={one.stage} />
            {one.blocked && <LevelChip level="blocked" />}
          </span>
        ),
        value: (one) => t(`customer.stage.${one.stage}`),
      },
      {
        key: 'phones',
        title: t('customer.phones'),
        render: (one) => <span className="num">{one.phones.map(masked).join(' · ') || '–'}</span>,
        value: (one) => one.phones.map(masked).join(' '),
      },
      {
        key: 'company',
        title: t('customer.company'),
        render: (one) => one.company || '–',
        value: (one) => one.company,
      },
      { key: 'region', title: t('customer.region'), render: (one) => one.region || '–', value: (one) => one.region },
      {
        key: 'tags',
        title: t('customer.tags'),
        render: (one) => one.tags.join(' · ') || '–',
        value: (one) => one.tags.join(' '),
      },
      {
        key: 'until',
        title: t('customer.serviceUntil'),
        render: (one) => (
          <span className="num">{one.service_until ? absolute(one.service_until).slice(0, 10) : '–'}</span>
        ),
        value: (one) => one.service_until,
      },
      {
        key: 'notes',
        title: t('customer.notes'),
        render: (one) => one.notes || '–',
        value: (one) => one.notes,
        optional: true,
      },
      {
        key: 'created',
        title: t('customer.since'),
        render: (one) => <When at={one.created_at} />,
        value: (one) => absolute(one.created_at),
      },
    ],
    [t],
  );
}

/** All customers: searched, filtered, exported; the newest first. */
export function CustomersPage() {
  const { t } = useTranslation();
  const { may } = useSession();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [panel, open] = useState<'new' | 'export'>();
  const filter: CustomerFilter = {};
  for (const key of FILTERS) {
    const value = search.get(key)?.trim();
    if (value) Object.assign(filter, { [key]: value });
  }
  const pages = useInfiniteQuery({ ...filteredPages(useDeferredValue(filter)), placeholderData: (before) => before });
  const groups = useGroupOptions();
  const columns = useColumns();
  const set = (key: (typeof FILTERS)[number], value: string | undefined) =>
    setSearch(
      (before) => {
        if (value) before.set(key, value);
        else before.delete(key);
        return before;
      },
      { replace: true },
    );
  const choice = (key: 'stage' | 'tag' | 'region', label: string, options: { value: string; label: string }[]) => (
    <Select
      allowClear
      showSearch
      value={filter[key]}
      onChange={(value?: string) => set(key, value)}
      placeholder={t(label)}
      aria-label={t(label)}
      options={options}
      style={{ minWidth: 112 }}
      popupMatchSelectWidth={false}
      data-testid={`filter-${key}`}
    />
  );
  const filtered = Object.keys(filter).length > 0;
  const byNumber = numberOf(filter.q ?? '') !== undefined;
  const nothing = byNumber ? 'customer.noneFoundNumber' : filtered ? 'customer.noneFound' : 'customer.none';
  return (
    <div className="page">
      <CustomersHead>
        {may('customers.export') && (
          <Button icon={<DownloadOutlined />} onClick={() => open('export')} data-testid="customer-export">
            {t('customer.export.open')}
          </Button>
        )}
        {may('customers.write') && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => open('new')} data-testid="customer-create">
            {t('customer.create')}
          </Button>
        )}
      </CustomersHead>
      <div className="row wrap">
        <Input.Search
          allowClear
          value={search.get('q') ?? ''}
          onChange={(event) => set('q', event.target.value)}
          placeholder={t('customer.searchAll')}
          aria-label={t('customer.searchAll')}
          style={{ width: 320 }}
          data-testid="customers-search"
        />
        {choice('stage', 'customer.stageLabel', groups.stages)}
        {choice('tag', 'customer.tags', groups.tags)}
        {choice('region', 'customer.region', groups.regions)}
      </div>
      <DataTable<Customer>
        id="customers"
        label={t('nav.customers')}
        columns={columns}
        {...listed(pages)}
        rowKey={(customer) => customer.id}
        onOpen={(customer) => void navigate(`/customers/${customer.id}`)}
        empty={t(nothing)}
      />
      <Drawer open={panel === 'new'} onClose={() => open(undefined)} title={t('customer.create')} destroyOnHidden>
        <CustomerEditor
          onSaved={(customer) => void navigate(`/customers/${customer.id}`)}
          onCancel={() => open(undefined)}
        />
      </Drawer>
      <Drawer
        open={panel === 'export'}
        onClose={() => open(undefined)}
        title={t('customer.export.title')}
        destroyOnHidden
      >
        <ExportForm filter={filter} onDone={() => open(undefined)} />
      </Drawer>
    </div>
  );
}
