import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { TicketSummary } from '../../../api/types';
import { useShortcut } from '../../../shell/keys';
import { type Column, DataTable } from '../../../table/DataTable';
import { When } from '../../../time/Timer';
import { type TicketFilter, ticketPages } from '../queries';
import { AssigneeName, DepartmentName, Due, PriorityMark, StateChip, TypeName } from './Marks';

interface Props {
  id: string;
  filter: TicketFilter;
  empty: ReactNode;
  selection?: { keys: string[]; change: (keys: string[]) => void; label: string };
}

/** Tickets, what breaches first first. j and k go from row to row, Enter opens, x chooses. */
export function TicketTable({ id, filter, empty, selection }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const pages = useInfiniteQuery(ticketPages(filter));
  const columns = useColumns();
  const first = () => document.querySelector<HTMLElement>('.table tbody tr[tabindex]')?.focus();
  const nobody = () => document.activeElement === document.body || document.activeElement?.id === 'main';
  useShortcut('nextRow', first, nobody());
  useShortcut('previousRow', first, nobody());
  return (
    <DataTable<TicketSummary>
      id={id}
      label={t('nav.tickets')}
      columns={columns}
      rows={pages.data?.pages.flatMap((page) => page.items)}
      rowKey={(ticket) => ticket.id}
      onOpen={(ticket) => void navigate(`/tickets/${ticket.id}`)}
      error={pages.error}
      retry={() => void pages.refetch()}
      empty={empty}
      more={{
        available: pages.hasNextPage,
        loading: pages.isFetchingNextPage,
        load: () => void pages.fetchNextPage(),
      }}
      selection={selection}
    />
  );
}

function useColumns(): Column<TicketSummary>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        key: 'number',
        title: t('ticket.number'),
        numeric: true,
        render: (one) => <span className="num">{one.number}</span>,
        value: (one) => one.number,
      },
      {
        key: 'due',
        title: t('ticket.due'),
        render: (one) => <Due at={one.next_due_at} />,
        value: (one) => one.next_due_at ?? '9',
      },
      { key: 'type', title: t('ticket.type'), render: (one) => <TypeName name={one.type} />, value: (one) => one.type },
      { key: 'title', title: t('ticket.title'), render: (one) => one.title, value: (one) => one.title },
      {
        key: 'customer',
        title: t('ticket.customer'),
        render: (one) => one.customer_name ?? <span className="muted">–</span>,
        value: (one) => one.customer_name,
      },
      {
        key: 'state',
        title: t('ticket.state'),
        render: (one) => <StateChip type={one.type} state={one.state} kind={one.kind} />,
        value: (one) => one.state,
      },
      {
        key: 'priority',
        title: t('ticket.urgency'),
        render: (one) => <PriorityMark priority={one.priority} />,
        value: (one) => ['urgent', 'high', 'normal', 'low'].indexOf(one.priority),
      },
      { key: 'assignee', title: t('ticket.assignee'), render: (one) => <AssigneeName assignee={one.assignee} /> },
      {
        key: 'department',
        title: t('ticket.department'),
        render: (one) => <DepartmentName name={one.department} />,
        value: (one) => one.department,
      },
      {
        key: 'created',
        optional: true,
        title: t('ticket.opened'),
        render: (one) => <When at={one.created_at} />,
        value: (one) => one.created_at,
      },
    ],
    [t],
  );
}
