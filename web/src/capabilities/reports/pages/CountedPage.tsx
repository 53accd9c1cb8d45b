import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import type { Counted, Indicator } from '../../../api/types';
import { say } from '../../../i18n';
import { type Column, DataTable } from '../../../table/DataTable';
import { listed } from '../../../table/listed';
import { absolute } from '../../../time/format';
import { StateName, TypeName } from '../../tickets/components/Marks';
import { figure, part, partsOf } from '../figure';
import { indicatorFilter } from '../period';
import {
  AFTERWARDS,
  countedPages,
  type IndicatorFilter,
  indicatorsQuery,
  ticketsByTypeQuery,
  useOwnOnly,
} from '../queries';
import { IndicatorFilters, useIndicatorTitle } from './IndicatorsPage';

const TICKET_FIGURES = AFTERWARDS.filter((name) => name !== 'promises_kept');

const QUEUE = (t: TFunction): Column<Counted> => ({
  key: 'queue',
  title: t('contacts.queue'),
  render: (one) => one.queue ?? '–',
  value: (one) => one.queue,
});

const TICKET_COLUMNS = (t: TFunction): Column<Counted>[] => [
  {
    key: 'type',
    title: t('ticket.type'),
    render: (one) => <TypeName name={one.ticket_type ?? ''} />,
    value: (one) => one.ticket_type,
  },
  {
    key: 'state',
    title: t('ticket.state'),
    render: (one) => <StateName type={one.ticket_type ?? ''} state={one.ticket_state ?? ''} />,
    value: (one) => one.ticket_state,
  },
];

/** The figure itself, of one type of tickets alone where that is asked for. */
function useIndicator(name: string, filter: IndicatorFilter, type: string | undefined): Indicator | undefined {
  const all = useQuery(indicatorsQuery(filter)).data;
  const types = useQuery({ ...ticketsByTypeQuery(filter), enabled: type !== undefined }).data;
  return type ? types?.find((one) => one.ticket_type === type)?.indicators[name] : all?.[name];
}

/** What is behind a figure: each contact counted, and whether it counts for the numerator. */
export function CountedPage() {
  const { t, i18n } = useTranslation();
  const { name = '' } = useParams();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const titleOf = useIndicatorTitle();
  const filter = indicatorFilter(search, useOwnOnly());
  const drill = { ticket_type: search.get('type') ?? undefined, state: search.get('state') ?? undefined };
  const indicator = useIndicator(name, filter, drill.ticket_type);
  const pages = useInfiniteQuery(countedPages(name, { ...filter, ...drill }));
  const ofTickets = TICKET_FIGURES.includes(name);
  const [numeratorIn, denominatorIn] = partsOf(name, indicator?.unit ?? 'share');
  const columns = useMemo<Column<Counted>[]>(
    () => [
      {
        key: 'number',
        title: t('contact.number'),
        render: (one) => (one.contact_id && !one.promise_id && !one.ticket_id ? `#${one.number}` : one.number),
        value: (one) => one.number,
      },
      {
        key: 'at',
        title: t('indicators.countedAt'),
        render: (one) => absolute(one.counted_at),
        value: (one) => absolute(one.counted_at),
      },
      ...(ofTickets ? TICKET_COLUMNS(t) : [QUEUE(t)]),
      {
        key: 'agent',
        title: t('contacts.agent'),
        render: (one) => (one.agent ? `${one.agent.name} ${one.agent.staff_number}` : '–'),
        value: (one) => one.agent?.staff_number,
      },
      {
        key: 'in',
        title: t('indicators.inNumerator'),
        render: (one) => (
          <span className={one.counted_in_numerator ? undefined : 'muted'}>
            {t(one.counted_in_numerator ? 'record.yes' : 'record.no')}
          </span>
        ),
        value: (one) => t(one.counted_in_numerator ? 'record.yes' : 'record.no'),
      },
      {
        key: 'numerator',
        title: t('indicators.numerator'),
        render: (one) => part(one.numerator, numeratorIn),
        value: (one) => one.numerator,
        numeric: true,
      },
      {
        key: 'denominator',
        title: t('indicators.denominator'),
        render: (one) => part(one.denominator, denominatorIn),
        value: (one) => one.denominator,
        numeric: true,
      },
    ],
    [t, numeratorIn, denominatorIn, ofTickets],
  );
  return (
    <div className="page">
      <div className="page-head">
        <Link to={`/indicators?${search}`}>{t('nav.indicators')}</Link>
        <span aria-hidden>/</span>
        <h1>{titleOf(name, indicator)}</h1>
        {drill.ticket_type && (
          <span>
            <TypeName name={drill.ticket_type} />
            {drill.state && (
              <>
                {' · '}
                <StateName type={drill.ticket_type} state={drill.state} />
              </>
            )}
          </span>
        )}
        {indicator && !drill.state && (
          <strong className="num">
            {figure(indicator.value, indicator.unit)} = {part(indicator.numerator, numeratorIn)} ÷{' '}
            {part(indicator.denominator, denominatorIn)}
          </strong>
        )}
      </div>
      <IndicatorFilters />
      <p className="muted" style={{ margin: 0 }}>
        {say(indicator?.formula, i18n.language)}
      </p>
      <DataTable<Counted>
        id={`counted-${name}`}
        label={t('indicators.counted')}
        columns={columns}
        {...listed(pages)}
        rowKey={(one) =>
          one.ticket_id
            ? `${one.ticket_id} ${one.counted_at}`
            : (one.promise_id ?? one.contact_id ?? String(one.number))
        }
        onOpen={(one) => {
          if (one.ticket_id) void navigate(`/tickets/${one.ticket_id}`);
          else if (one.promise_id) void navigate(`/promises?show=all&one=${one.promise_id}`);
          else if (one.contact_id) void navigate(`/contacts/${one.contact_id}`);
        }}
        empty={t('indicators.nothingCounted')}
      />
    </div>
  );
}
