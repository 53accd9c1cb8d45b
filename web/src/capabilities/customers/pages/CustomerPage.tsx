import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Failure, Loading } from '../../../shell/states';
import { absolute } from '../../../time/format';
import { CareLine } from '../components/CareLines';
import { CustomerCard } from '../components/CustomerCard';
import { CustomerPromises } from '../components/CustomerPromises';
import { LevelChip } from '../components/LevelChip';
import { LifePanel } from '../components/LifePanel';
import { Lookalikes, Merged, WentUp } from '../components/Lookalikes';
import { WriteMemo } from '../components/Memos';
import { Recommendations } from '../components/Recommendations';
import { StageChip } from '../components/StageChip';
import { Timeline } from '../components/Timeline';
import { carePages, customerQuery } from '../queries';

/** One customer: who it is, where it stands, what is to be done, what happened so far. */
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
        <StageChip stage={customer.stage} />
        {customer.blocked && <LevelChip level="blocked" />}
        <span className="muted num">
          {t('customer.knownSince', { date: absolute(customer.created_at).slice(0, 10) })}
        </span>
      </div>
      {customer.merged_into && <WentUp into={customer.merged_into} />}
      <div className="customer-grid">
        <div className="stack">
          <section className="panel">
            <h2>{t('customer.profile')}</h2>
            <CustomerCard key={customer.id} customer={customer} />
          </section>
          {!customer.merged_into && <Lookalikes id={id} />}
          <Merged id={id} />
          <OpenCare id={id} />
          {!customer.merged_into && <Recommendations key={customer.id} id={id} all />}
          <CustomerPromises customer={id} />
        </div>
        <div className="stack">
          <section className="panel">
            <h2>{t('customer.life.title')}</h2>
            <LifePanel key={id} id={id} />
          </section>
          {!customer.merged_into && (
            <section className="panel">
              <h2>{t('customer.memo.title')}</h2>
              <WriteMemo key={id} id={id} />
            </section>
          )}
          <section className="panel">
            <div className="spread" style={{ marginBottom: 12 }}>
              <h2 className="section-title">{t('customer.history')}</h2>
              <Link to={`/contacts?customer=${customer.id}`}>{t('customer.allContacts')}</Link>
            </div>
            <Timeline key={id} id={id} />
          </section>
        </div>
      </div>
    </div>
  );
}

function OpenCare({ id }: { id: string }) {
  const { t } = useTranslation();
  const care = useInfiniteQuery(carePages({ customer: id }));
  const open = care.data?.pages.flatMap((page) => page.items).filter((task) => !task.done_at) ?? [];
  if (open.length === 0) return null;
  return (
    <section className="panel">
      <h2>{t('customer.care.title')}</h2>
      <ul className="lines">
        {open.map((task) => (
          <CareLine key={task.id} task={task} named={false} />
        ))}
      </ul>
    </section>
  );
}
