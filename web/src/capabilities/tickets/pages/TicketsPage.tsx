import { useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { say } from '../../../i18n';
import { useSession } from '../../../session/SessionProvider';
import { useFilter } from '../../contacts/filter';
import { BulkBar } from '../components/BulkBar';
import { NewTicket } from '../components/NewTicket';
import { TicketTable } from '../components/TicketTable';
import { ViewList } from '../components/ViewList';
import { departmentsQuery, peopleQuery, typesQuery } from '../queries';
import '../tickets.css';
import { addressOf, asQuery, BUILT_IN, filterFrom, same } from '../views';
import { asAssignee, assigneeKey, personName } from '../words';

const KINDS = ['open', 'waiting_for_customer', 'waiting_for_other', 'department', 'worker', 'visit', 'closed'] as const;
const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;

/** All tickets by views; the filter is the address. */
export function TicketsPage() {
  const { t } = useTranslation();
  const { may, staff } = useSession();
  const [search] = useSearchParams();
  const filter = useMemo(() => filterFrom(search), [search]);
  const [chosen, choose] = useState<string[]>([]);
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
          <h1>{view ? t(`ticket.view.${view.key}`) : t('nav.tickets')}</h1>
          <Filters />
          <span className="grow" />
          <NewTicket />
        </div>
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

function Filters() {
  const { t, i18n } = useTranslation();
  const [search, change] = useFilter();
  const types = useQuery(typesQuery);
  const people = useQuery(peopleQuery);
  const departments = useQuery(departmentsQuery);
  const select = (key: string, label: string, options: { value: string; label: string }[] | undefined, width = 120) => (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={label}
      placeholder={label}
      style={{ width }}
      value={search.get(key) ?? undefined}
      onChange={(value) => change({ [key]: value })}
      options={options}
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
        defaultValue={search.get('q') ?? ''}
        onSearch={(q) => change({ q: q.trim() || undefined })}
        data-testid="ticket-search"
      />
      {select(
        'type',
        t('ticket.type'),
        types.data?.map((one) => ({ value: one.name, label: say(one.label, i18n.language) })),
      )}
      {select(
        'kind',
        t('ticket.state'),
        KINDS.map((kind) => ({ value: kind, label: t(`ticket.kind.${kind}`) })),
      )}
      {select(
        'priority',
        t('ticket.urgency'),
        PRIORITIES.map((one) => ({ value: one, label: t(`ticket.priority.${one}`) })),
        96,
      )}
      {select(
        'assignee',
        t('ticket.assignee'),
        [
          { value: 'me', label: t('ticket.me') },
          { value: 'none', label: t('ticket.nobody') },
          ...(people.data ?? [])
            .filter((one) => one.active)
            .map((one) => ({ value: assigneeKey(asAssignee(one)) ?? '', label: personName(one) })),
        ],
        140,
      )}
      {select(
        'department',
        t('ticket.department'),
        departments.data?.map((one) => ({ value: one.name, label: say(one.label, i18n.language) })),
      )}
    </search>
  );
}
