import { EditOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Customer } from '../../../api/types';
import { say } from '../../../i18n';
import { useSession } from '../../../session/SessionProvider';
import { absolute } from '../../../time/format';
import { fieldsQuery } from '../queries';
import { revealDatum } from '../reveal';
import { CustomerEditor } from './CustomerEditor';
import { LevelChip } from './LevelChip';
import { Masked } from './Masked';
import { PhoneNumber } from './PhoneNumber';
import { StageChip } from './StageChip';

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
          <span className="row">
            <StageChip stage={customer.stage} />
            {customer.blocked && <LevelChip level="blocked" />}
          </span>
        </div>
      )}
      <div className="row wrap muted">
        {customer.phones.map((number, n) => (
          <PhoneNumber
            key={number}
            number={number}
            reveal={async (reason) => (await revealDatum(customer.id, 'phone', reason))[n]}
          />
        ))}
        {customer.phones.length === 0 && t('customer.noPhones')}
      </div>
      {customer.notes ? (
        <p className="note">{customer.notes}</p>
      ) : (
        <span className="muted">{t('customer.noNotes')}</span>
      )}
      <Facts customer={customer} all={!named} />
      {may('customers.write') && !customer.merged_into && (
        <div>
          <Button size="small" icon={<EditOutlined />} onClick={() => edit(true)} data-testid="customer-edit">
            {t('customer.edit')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** What is known; beside a call only what is filled in. */
function Facts({ customer, all }: { customer: Customer; all: boolean }) {
  const { t, i18n } = useTranslation();
  const fields = useQuery(fieldsQuery);
  const rows: [key: string, label: string, value: ReactNode, filled: boolean][] = [
    ['kind', t('customer.kindLabel'), t(`customer.kind.${customer.kind}`), all],
    ['company', t('customer.company'), customer.company, Boolean(customer.company)],
    ['nature', t('customer.nature'), customer.nature, Boolean(customer.nature)],
    ['region', t('customer.region'), customer.region, Boolean(customer.region)],
    [
      'address',
      t('customer.address'),
      <Masked key="a" customer={customer} datum="address" values={customer.address ? [customer.address] : []} />,
      Boolean(customer.address),
    ],
    [
      'emails',
      t('customer.emails'),
      <Masked key="e" customer={customer} datum="email" values={customer.emails} />,
      customer.emails.length > 0,
    ],
    [
      'accounts',
      t('customer.accounts'),
      customer.accounts.map((one) => `${one.channel}: ${one.id}`).join(' · '),
      customer.accounts.length > 0,
    ],
    [
      'until',
      t('customer.serviceUntil'),
      absolute(customer.service_until).slice(0, 10),
      Boolean(customer.service_until),
    ],
  ];
  for (const field of fields.data ?? []) {
    const value = customer.fields[field.name] ?? '';
    const shown = field.sensitive ? (
      <Masked key={field.name} customer={customer} datum="trading_code" values={value ? [value] : []} />
    ) : (
      value
    );
    rows.push([field.name, say(field.label, i18n.language), shown, Boolean(value)]);
  }
  const consents = Object.entries(customer.consents).map(
    ([purpose, consent]) => `${t(`customer.consent.${purpose}`)} ${t(consent.given ? 'customer.yes' : 'customer.no')}`,
  );
  rows.push(['consents', t('customer.consents'), consents.join(' · '), consents.length > 0]);
  rows.push([
    'blocked',
    t('customer.blockedWhy'),
    customer.blocked_why,
    customer.blocked && customer.blocked_why !== '',
  ]);
  const filled = rows.filter(([, , , known]) => known);
  return (
    <>
      {filled.length > 0 && (
        <dl className="facts">
          {filled.map(([key, label, value]) => (
            <div key={key} style={{ display: 'contents' }}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {customer.tags.length > 0 && (
        <div className="row wrap" style={{ gap: 4 }}>
          {customer.tags.map((tag) => (
            <Tag key={tag} style={{ margin: 0 }}>
              {tag}
            </Tag>
          ))}
        </div>
      )}
    </>
  );
}
