import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty, Failure, Loading } from '../../../shell/states';
import { type TicketFilter, ticketsQuery } from '../queries';
import { Due, StateChip } from './Marks';

/** A few tickets as lines: number, matter, where it stands, when it is due. */
export function TicketLines({ filter, empty }: { filter: TicketFilter; empty: string }) {
  const tickets = useQuery(ticketsQuery(filter));
  if (tickets.isPending) return <Loading rows={2} />;
  if (tickets.isError) return <Failure error={tickets.error} retry={() => void tickets.refetch()} />;
  if (tickets.data.length === 0) return <Empty>{empty}</Empty>;
  return (
    <ul className="lines" data-testid="ticket-lines">
      {tickets.data.map((ticket) => (
        <li key={ticket.id}>
          <span className="spread">
            <span className="ellipsis">
              <Link to={`/tickets/${ticket.id}`} className="num">
                #{ticket.number}
              </Link>{' '}
              {ticket.title}
            </span>
            {ticket.next_due_at && <Due at={ticket.next_due_at} />}
          </span>
          <span>
            <StateChip type={ticket.type} state={ticket.state} kind={ticket.kind} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Open tickets of whoever calls, known while it still rings (HOT-4). */
export function CallersTickets({ customer }: { customer: string | null | undefined }) {
  const { t } = useTranslation();
  if (!customer) return null;
  return (
    <section className="panel" aria-label={t('ticket.ofCaller')} data-testid="callers-tickets">
      <h2>{t('ticket.ofCaller')}</h2>
      <TicketLines filter={{ customer, open: true, limit: 10 }} empty={t('ticket.noneOpen')} />
    </section>
  );
}
