import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import type { TicketSummary } from '../../../api/types';
import { useShortcut } from '../../../shell/keys';
import { type Column, DataTable } from '../../../table/DataTable';
import { listed } from '../../../table/listed';
import { When } from '../../../time/Timer';
import { type TicketFilter, ticketPages } from '../queries';
import { AssigneeName, DepartmentName, Due, PriorityMark, StateChip, TypeName } from './Marks';
import type { CameFrom } from './Neighbours';

interface Props {
  id: string;
  filter: TicketFilter;
  empty: ReactNode;
  /** For whom: a department reads what it is asked instead of who else has it. */
  reader?: 'service' | 'department';
  selection?: { keys: string[]; change: (keys: string[]) => void; label: string };
}

/** Tickets, what breaches first first. j and k go from row to row, Enter opens, x chooses. */
export function TicketTable({ id, filter, empty, selection, reader = 'service' }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const pages = useInfiniteQuery(ticketPages(filter));
  const columns = useColumns(reader);
  const { pathname, search } = useLocation();
  const list = listed(pages);
  const first = () => document.querySelector<HTMLElement>('.table tbody tr[tabindex]')?.focus();
  const nobody = () => document.activeElement === document.body || document.activeElement?.id === 'main';
  useShortcut('nextRow', first, nobody());
  useShortcut('previousRow', first, nobody());
  return (
    <DataTable<TicketSummary>
      id={id}
      label={t('nav.tickets')}
      columns={columns}
      {...list}
      rowKey={(ticket) => ticket.id}
      onOpen={(ticket) => {
        const state: CameFrom = { list: pathname + search, ids: list.rows?.map((one) => one.id) ?? [] };
        void navigate(`/tickets/${ticket.id}`, { state });
      }}
      empty={empty}
      selection={selection}
    />
  );
}

const FOR_SERVICE = new Set(['assignee', 'department']);
const FOR_DEPARTMENT = new Set(['asked', 'phase']);

function useColumns(reader: 'service' | 'department'): Column<TicketSummary>[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const all: Column<TicketSummary>[] = [
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
        key: 'asked',
        title: t('ticket.departmentMatter'),
        render: (one) => one.asked ?? <span className="muted">–</span>,
        value: (one) => one.asked,
      },
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
        key: 'phase',
        title: t('ticket.phase'),
        render: (one) => (one.phase ? t(`ticket.phases.${one.phase}`) : <span className="muted">–</span>),
        value: (one) => one.phase,
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
    ];
    const other = reader === 'department' ? FOR_SERVICE : FOR_DEPARTMENT;
    return all.filter((column) => !other.has(column.key));
  }, [t, reader]);
}
