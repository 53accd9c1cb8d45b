import { PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Drawer, Input } from 'antd';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { Customer } from '../../../api/types';
import { useSession } from '../../../session/SessionProvider';
import { type Column, DataTable } from '../../../table/DataTable';
import { absolute } from '../../../time/format';
import { When } from '../../../time/Timer';
import { CustomerEditor } from '../components/CustomerEditor';
import { LevelChip } from '../components/LevelChip';
import { masked } from '../masked';
import { customerPages } from '../queries';

export function CustomersPage() {
  const { t } = useTranslation();
  const { may } = useSession();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [creating, create] = useState(false);
  const text = search.get('q') ?? '';
  const pages = useInfiniteQuery({
    ...customerPages(useDeferredValue(text.trim())),
    placeholderData: (before) => before,
  });
  const columns = useMemo<Column<Customer>[]>(
    () => [
      { key: 'name', title: t('customer.name'), render: (one) => one.name, value: (one) => one.name },
      {
        key: 'level',
        title: t('customer.levelLabel'),
        render: (one) => <LevelChip level={one.level} />,
        value: (one) => t(`customer.level.${one.level}`),
      },
      {
        key: 'phones',
        title: t('customer.phones'),
        render: (one) => one.phones.map(masked).join(' · ') || '–',
        value: (one) => one.phones.map(masked).join(' '),
      },
      { key: 'notes', title: t('customer.notes'), render: (one) => one.notes || '–', value: (one) => one.notes },
      {
        key: 'created',
        title: t('customer.since'),
        render: (one) => <When at={one.created_at} />,
        value: (one) => absolute(one.created_at),
      },
    ],
    [t],
  );
  const add = may('customers.write') && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => create(true)} data-testid="customer-create">
      {t('customer.create')}
    </Button>
  );
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('nav.customers')}</h1>
        <Input.Search
          allowClear
          value={text}
          onChange={(event) => setSearch(event.target.value ? { q: event.target.value } : {}, { replace: true })}
          placeholder={t('customer.search')}
          aria-label={t('customer.search')}
          style={{ width: 280 }}
        />
        <span className="grow" />
        {add}
      </div>
      <DataTable<Customer>
        id="customers"
        label={t('nav.customers')}
        columns={columns}
        rows={pages.data?.pages.flatMap((page) => page.items)}
        rowKey={(customer) => customer.id}
        onOpen={(customer) => void navigate(`/customers/${customer.id}`)}
        error={pages.error}
        retry={() => void pages.refetch()}
        empty={t(text ? 'customer.noneFound' : 'customer.none')}
        more={{
          available: pages.hasNextPage,
          loading: pages.isFetchingNextPage,
          load: () => void pages.fetchNextPage(),
        }}
      />
      <Drawer open={creating} onClose={() => create(false)} title={t('customer.create')} destroyOnHidden>
        <CustomerEditor
          onSaved={(customer) => void navigate(`/customers/${customer.id}`)}
          onCancel={() => create(false)}
        />
      </Drawer>
    </div>
  );
}
