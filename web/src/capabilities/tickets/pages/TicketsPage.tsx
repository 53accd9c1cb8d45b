import { useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { useSession } from '../../../session/SessionProvider';
import { useFilter } from '../../../table/useFilter';
import { BulkBar } from '../components/BulkBar';
import { useConditions } from '../components/conditions';
import { NewTicket } from '../components/NewTicket';
import { TicketTable } from '../components/TicketTable';
import { ViewList } from '../components/ViewList';
import { viewsQuery } from '../queries';
import '../tickets.css';
import { addressOf, asQuery, BUILT_IN, filterFrom, same } from '../views';

/** All tickets by views; the filter is the address. */
export function TicketsPage() {
  const { t } = useTranslation();
  const { may, staff } = useSession();
  const [search] = useSearchParams();
  const filter = useMemo(() => filterFrom(search), [search]);
  const [chosen, choose] = useState<string[]>([]);
  const views = useQuery(viewsQuery);
  const saved = views.data?.find((one) => same(one.filter, filter));
  const address = addressOf(filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was chosen in another view is not in sight
  useEffect(() => choose([]), [address]);
  if (search.size === 0) {
    const first = BUILT_IN.find((one) => one.key === (staff ? 'mine' : 'open'));
    return <Navigate to={addressOf(first?.filter ?? {})} replace />;
  }
  const view = BUILT_IN.find((one) => same(one.filter, filter));
  const selection = may('tickets.write') ? { keys: chosen, change: choose, label: t('ticket.choose') } : undefined;
  return (
    <div className="tickets">
      <ViewList filter={filter} />
      <div className="page">
        <div className="page-head">
          <h1>{view ? t(`ticket.view.${view.key}`) : (saved?.name ?? t('nav.tickets'))}</h1>
          <Filters />
          <span className="grow" />
          <NewTicket />
        </div>
        {seeksTitles(filter.q) && (
          <p className="muted small search-limit" data-testid="search-limit">
            {t('ticket.searchLimit')}
          </p>
        )}
        {chosen.length > 0 && <BulkBar keys={chosen} onDone={() => choose([])} />}
        <TicketTable
          id="tickets"
          filter={asQuery(filter)}
          empty={t(view?.key === 'mine' ? 'ticket.noneOwn' : 'ticket.noneFound')}
          selection={selection}
        />
      </div>
    </div>
  );
}

/** Whether titles are looked through, of which the newest that fit are taken; a number is found by itself. */
function seeksTitles(q: string | null | undefined): boolean {
  return !!q && !/^[#Tt-]*\d+$/.test(q.trim());
}

const WIDTHS: Record<string, number> = { priority: 100, assignee: 130, department: 130 };

function Filters() {
  const { t } = useTranslation();
  const [search, change] = useFilter();
  const choices = useConditions();
  const [words, setWords] = useState(search.get('q') ?? '');
  const asked = search.get('q') ?? '';
  // Another view was chosen: the words of the one before are not its.
  useEffect(() => setWords(asked), [asked]);
  const some = (key: keyof typeof choices, label: string) => (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={label}
      placeholder={label}
      style={{ width: WIDTHS[key] ?? 120 }}
      value={search.get(key) ?? undefined}
      onChange={(value: string | undefined) =>
        change({ [key]: value, ...(key === 'type' ? { state: undefined } : {}) })
      }
      options={choices[key]}
      data-testid={`filter-${key}`}
    />
  );
  return (
    <search className="row wrap">
      <Input.Search
        allowClear
        style={{ width: 180 }}
        placeholder={t('ticket.search')}
        aria-label={t('ticket.search')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onSearch={(q) => change({ q: q.trim() || undefined })}
        data-testid="ticket-search"
      />
      {some('type', t('ticket.type'))}
      {some('kind', t('ticket.state'))}
      {some('priority', t('ticket.urgency'))}
      {some('assignee', t('ticket.assignee'))}
      {some('department', t('ticket.department'))}
    </search>
  );
}
