import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Failure, Loading } from '../../../shell/states';
import { absolute } from '../../../time/format';
import { ContactLines } from '../../contacts/components/ContactLines';
import { CustomerCard } from '../components/CustomerCard';
import { LevelChip } from '../components/LevelChip';
import { customerQuery } from '../queries';

/** One customer: who it is, what to know, what happened so far. */
export function CustomerPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const query = useQuery(customerQuery(id));
  if (query.isPending) return <Loading />;
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  const customer = query.data;
  return (
    <div className="page">
      <div className="page-head">
        <Link to="/customers">{t('nav.customers')}</Link>
        <span aria-hidden>/</span>
        <h1>{customer.name}</h1>
        <LevelChip level={customer.level} />
        <span className="muted num">
          {t('customer.knownSince', { date: absolute(customer.created_at).slice(0, 10) })}
        </span>
      </div>
      <div className="contact-grid">
        <section className="panel">
          <h2>{t('customer.profile')}</h2>
          <CustomerCard key={customer.id} customer={customer} />
        </section>
        <section className="panel">
          <div className="spread" style={{ marginBottom: 12 }}>
            <h2 className="section-title">{t('customer.history')}</h2>
            <Link to={`/contacts?customer=${customer.id}`}>{t('customer.allContacts')}</Link>
          </div>
          <ContactLines filter={{ customer: customer.id, limit: 50 }} empty={t('customer.noContacts')} />
        </section>
      </div>
    </div>
  );
}
