import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, must } from '../../../api/client';
import type { Customer, DuplicatePair } from '../../../api/types';
import { Empty, Failure, Loading } from '../../../shell/states';
import { absolute } from '../../../time/format';
import { CustomersHead } from '../components/CustomersHead';
import { Evidence, useMerge } from '../components/Lookalikes';
import { StageChip } from '../components/StageChip';
import { masked } from '../masked';
import { duplicatePages } from '../queries';
import '../components/life.css';

/** Records that may be one customer, the likeliest first: joined, or told apart. */
export function DuplicatesPage() {
  const { t } = useTranslation();
  const pages = useInfiniteQuery(duplicatePages);
  const pairs = pages.data?.pages.flatMap((page) => page.items);
  return (
    <div className="page">
      <CustomersHead />
      <p className="muted" style={{ margin: 0 }}>
        {t('customer.duplicates.hint')}
      </p>
      {pages.isError ? (
        <Failure error={pages.error} retry={() => void pages.refetch()} />
      ) : !pairs ? (
        <Loading />
      ) : pairs.length === 0 ? (
        <div className="panel">
          <Empty>{t('customer.duplicates.none')}</Empty>
        </div>
      ) : (
        pairs.map((pair) => <Pair key={pair.one.id + pair.two.id} pair={pair} />)
      )}
      {pages.hasNextPage && (
        <Button onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
          {t('action.more')}
        </Button>
      )}
    </div>
  );
}

function Pair({ pair }: { pair: DuplicatePair }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const merge = useMerge();
  const apart = useMutation({
    mutationFn: () =>
      must(api.POST('/api/customer-duplicates/distinct', { body: { one: pair.one.id, two: pair.two.id } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['customers', 'duplicates'] }),
  });
  const keep = (kept: Customer, gone: Customer) => (
    <Button
      size="small"
      onClick={() => merge.mutate({ kept: kept.id, gone: gone.id })}
      loading={merge.isPending}
      data-testid="keep"
    >
      {t('customer.duplicates.keep', { name: kept.name })}
    </Button>
  );
  return (
    <section className="panel stack" data-testid="pair">
      <Evidence likeness={pair.likeness} />
      <div className="pair">
        <Side customer={pair.one} action={keep(pair.one, pair.two)} />
        <Side customer={pair.two} action={keep(pair.two, pair.one)} />
        <Button size="small" type="text" onClick={() => apart.mutate()} loading={apart.isPending} data-testid="apart">
          {t('customer.duplicates.apart')}
        </Button>
      </div>
    </section>
  );
}

function Side({ customer, action }: { customer: Customer; action: React.ReactNode }) {
  const { t } = useTranslation();
  const facts = [customer.phones.map(masked).join(' · '), customer.company, customer.region].filter(Boolean);
  return (
    <div className="stack" style={{ gap: 4 }}>
      <span className="row wrap">
        <Link to={`/customers/${customer.id}`}>
          <strong>{customer.name}</strong>
        </Link>
        <StageChip stage={customer.stage} />
        <span className="muted num">
          {t('customer.knownSince', { date: absolute(customer.created_at).slice(0, 10) })}
        </span>
      </span>
      <span className="muted num">{facts.join(' · ') || '–'}</span>
      <span>{action}</span>
    </div>
  );
}
