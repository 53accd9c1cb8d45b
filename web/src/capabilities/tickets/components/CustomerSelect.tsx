import { useInfiniteQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { masked } from '../../customers/masked';
import { customerPages } from '../../customers/queries';

/** Finds a customer by name or number. */
export function CustomerSelect(props: { value?: string; onChange?: (id: string | undefined) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const found = useInfiniteQuery({ ...customerPages(q), enabled: q.length > 0 });
  const customers = found.data?.pages[0]?.items.slice(0, 20) ?? [];
  return (
    <Select
      {...props}
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder={t('customer.search')}
      options={customers.map((one) => ({
        value: one.id,
        label: `${one.name} ${one.phones[0] ? masked(one.phones[0]) : ''}`,
      }))}
      notFoundContent={q ? t('customer.noneFound') : null}
      aria-label={t('ticket.customer')}
      data-testid="new-ticket-customer"
    />
  );
}
