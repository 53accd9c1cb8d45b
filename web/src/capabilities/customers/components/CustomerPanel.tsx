import { SearchOutlined, UserAddOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, must } from '../../../api/client';
import type { Contact, Customer } from '../../../api/types';
import { useSession } from '../../../session/SessionProvider';
import { numberOf } from '../../../shell/search/match';
import { Empty, Failure, Loading } from '../../../shell/states';
import { ContactLines } from '../../contacts/components/ContactLines';
import { masked } from '../masked';
import { customerPages, customerQuery } from '../queries';
import { CustomerCard } from './CustomerCard';
import { CustomerEditor } from './CustomerEditor';
import { Recommendations } from './Recommendations';

/** Who is on the line: by the number of the call, by search, or newly made (HOT-4). */
export function CustomerPanel({ contact }: { contact: Contact | null }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const link = useMutation({
    mutationFn: ({ contact, customer }: { contact: string; customer: string }) =>
      must(
        api.PUT('/api/contacts/{id}/customer', {
          params: { path: { id: contact } },
          body: { customer_id: customer },
        }),
      ),
    onSuccess: (_, { contact }) => cache.invalidateQueries({ queryKey: ['contact', contact] }),
  });
  const asked = link.isError ? undefined : link.variables;
  const id = (asked?.contact === contact?.id ? asked?.customer : undefined) ?? contact?.customer_id ?? undefined;
  if (!contact) return <FindCustomer />;
  return (
    <div className="stack">
      {link.isError && <Failure error={link.error} retry={() => link.variables && link.mutate(link.variables)} />}
      {id ? (
        <KnownCustomer id={id} contact={contact.id} />
      ) : (
        <Unknown
          contact={contact}
          onFound={(customer) => link.mutate({ contact: contact.id, customer: customer.id })}
        />
      )}
      <h3 className="section-title">{t('customer.history')}</h3>
      {id || contact.caller ? (
        <ContactLines
          filter={id ? { customer: id, limit: 10 } : { caller: contact.caller ?? undefined, limit: 10 }}
          except={contact.id}
          empty={t('customer.noHistory')}
        />
      ) : (
        <Empty>{t('customer.noHistory')}</Empty>
      )}
    </div>
  );
}

/** The customer on the line. Asked anew for each contact: who serves a customer sees more than before. */
function KnownCustomer({ id, contact }: { id: string; contact: string }) {
  const plain = customerQuery(id);
  const query = useQuery({ ...plain, queryKey: [...plain.queryKey, contact] });
  if (query.isPending) return <Loading rows={3} />;
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  return (
    <>
      <CustomerCard key={id} customer={query.data} named />
      <Recommendations key={`recommended ${id}`} id={id} />
    </>
  );
}

function Unknown({ contact, onFound }: { contact: Contact; onFound: (customer: Customer) => void }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const [creating, create] = useState(false);
  if (creating) {
    return <CustomerEditor phone={contact.caller ?? undefined} onSaved={onFound} onCancel={() => create(false)} />;
  }
  return (
    <div className="stack">
      <div className="spread">
        <strong>{t('customer.unknown')}</strong>
        {may('customers.write') && (
          <Button size="small" icon={<UserAddOutlined />} onClick={() => create(true)} data-testid="customer-create">
            {t('customer.create')}
          </Button>
        )}
      </div>
      <Search onFound={onFound} />
    </div>
  );
}

function FindCustomer() {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <Search />
      <Empty>{t('customer.panelEmpty')}</Empty>
    </div>
  );
}

function Search({ onFound }: { onFound?: (customer: Customer) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const found = useInfiniteQuery({ ...customerPages(q), enabled: q.length > 0 });
  const customers = q ? (found.data?.pages[0]?.items ?? []).slice(0, 6) : [];
  return (
    <div className="stack" style={{ gap: 4 }}>
      <Input
        prefix={<SearchOutlined />}
        allowClear
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={t('customer.search')}
        aria-label={t('customer.search')}
        data-testid="customer-search"
      />
      {customers.map((customer) => (
        <div key={customer.id} className="spread" style={{ padding: '4px 8px' }}>
          {onFound ? (
            <Button type="link" size="small" style={{ padding: 0 }} onClick={() => onFound(customer)}>
              {customer.name}
            </Button>
          ) : (
            <Link to={`/customers/${customer.id}`}>{customer.name}</Link>
          )}
          <span className="num muted">{customer.phones[0] ? masked(customer.phones[0]) : ''}</span>
        </div>
      ))}
      {q && found.isSuccess && customers.length === 0 && (
        <span className="muted">{t(numberOf(q) ? 'customer.noneFoundNumber' : 'customer.noneFound')}</span>
      )}
    </div>
  );
}
