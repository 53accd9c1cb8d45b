import { EditOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Customer } from '../../../api/types';
import { useSession } from '../../../session/SessionProvider';
import { CustomerEditor } from './CustomerEditor';
import { LevelChip } from './LevelChip';
import { PhoneNumber } from './PhoneNumber';

/** Who the customer is and what to know; changed in place. `named`: with the name as the way to the customer's page. */
export function CustomerCard({ customer, named = false }: { customer: Customer; named?: boolean }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const [editing, edit] = useState(false);
  if (editing) return <CustomerEditor customer={customer} onSaved={() => edit(false)} onCancel={() => edit(false)} />;
  return (
    <div className="stack" data-testid="customer-card">
      {named && (
        <div className="spread">
          <Link to={`/customers/${customer.id}`} className="customer-name">
            {customer.name}
          </Link>
          <LevelChip level={customer.level} />
        </div>
      )}
      <div className="row wrap muted">
        {customer.phones.map((number) => (
          <PhoneNumber key={number} number={number} />
        ))}
        {customer.phones.length === 0 && t('customer.noPhones')}
      </div>
      {customer.notes ? (
        <p className="note">{customer.notes}</p>
      ) : (
        <span className="muted">{t('customer.noNotes')}</span>
      )}
      {may('customers.write') && (
        <div>
          <Button size="small" icon={<EditOutlined />} onClick={() => edit(true)} data-testid="customer-edit">
            {t('customer.edit')}
          </Button>
        </div>
      )}
    </div>
  );
}
