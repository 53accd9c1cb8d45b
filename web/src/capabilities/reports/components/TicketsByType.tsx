import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { TicketsOfType } from '../../../api/types';
import { say } from '../../../i18n';
import '../../../table/table.css';
import { StateName, TypeName } from '../../tickets/components/Marks';
import { figure } from '../figure';
import { type IndicatorFilter, ticketsByTypeQuery } from '../queries';

/** What a row tells beside the number of tickets: name of the indicator, and whether its denominator is told too. */
const FIGURES = [
  'first_response_in_time',
  'first_response_time',
  'resolution_in_time',
  'resolution_time',
  'reopened',
  'backlog_age',
];

/** Tickets by type and state; every number leads to the tickets behind it. */
export function TicketsByType({ filter }: { filter: IndicatorFilter }) {
  const { t, i18n } = useTranslation();
  const query = useQuery({ ...ticketsByTypeQuery(filter), placeholderData: keepPreviousData });
  const rows = query.data ?? [];
  const first = rows[0];
  if (filter.queue || !first) return null;
  return (
    <section className="panel" data-testid="tickets-by-type">
      <h2 className="section-title" style={{ marginBottom: 12 }}>
        {t('indicators.tickets')}
      </h2>
      <div style={{ overflowX: 'auto' }}>
        <table className="table">
          <thead>
            <tr>
              <th>{t('ticket.type')}</th>
              <th className="numeric">{t('indicators.opened')}</th>
              <th>{t('indicators.states')}</th>
              {FIGURES.map((name) => (
                <th key={name} className="numeric" title={say(first.indicators[name]?.formula, i18n.language)}>
                  {say(first.indicators[name]?.title, i18n.language)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.ticket_type} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ row }: { row: TicketsOfType }) {
  const { t } = useTranslation();
  const type = row.ticket_type;
  return (
    <tr>
      <td style={{ whiteSpace: 'nowrap' }}>
        <TypeName name={type} />
      </td>
      <td className="numeric">
        <Behind name="tickets_closed" type={type}>
          {row.opened}
        </Behind>
      </td>
      <td>
        <span className="row wrap" style={{ gap: '2px 12px' }}>
          {row.states.map(({ state, count }) => (
            <Behind key={state} name="tickets_closed" type={type} state={state}>
              <StateName type={type} state={state} /> <span className="num">{count}</span>
            </Behind>
          ))}
        </span>
      </td>
      {FIGURES.map((name) => {
        const one = row.indicators[name];
        if (!one || one.denominator === 0)
          return (
            <td key={name} className="numeric muted">
              –
            </td>
          );
        return (
          <td key={name} className="numeric" style={{ whiteSpace: 'nowrap' }}>
            <Behind name={name} type={type}>
              {name === 'backlog_age' && `${t('indicators.open', { count: one.denominator })} · `}
              {figure(one.value, one.unit)}
            </Behind>
          </td>
        );
      })}
    </tr>
  );
}

/** A number that leads to what is behind it. */
function Behind({ name, type, state, children }: { name: string; type: string; state?: string; children: ReactNode }) {
  const [search] = useSearchParams();
  const to = new URLSearchParams(search);
  to.set('type', type);
  if (state) to.set('state', state);
  return (
    <Link className="quiet-link" to={`/indicators/${name}?${to}`}>
      {children}
    </Link>
  );
}
