import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import type { Counted } from '../../../api/types';
import { say } from '../../../i18n';
import { type Column, DataTable } from '../../../table/DataTable';
import { absolute } from '../../../time/format';
import { figure, part, partsOf } from '../figure';
import { indicatorFilter } from '../period';
import { countedPages, indicatorsQuery, useOwnOnly } from '../queries';
import { IndicatorFilters, useIndicatorTitle } from './IndicatorsPage';

/** What is behind a figure: each contact counted, and whether it counts for the numerator. */
export function CountedPage() {
  const { t, i18n } = useTranslation();
  const { name = '' } = useParams();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const titleOf = useIndicatorTitle();
  const filter = indicatorFilter(search, useOwnOnly());
  const indicator = useQuery(indicatorsQuery(filter)).data?.[name];
  const pages = useInfiniteQuery(countedPages(name, filter));
  const [numeratorIn, denominatorIn] = partsOf(name, indicator?.unit ?? 'share');
  const columns = useMemo<Column<Counted>[]>(
    () => [
      {
        key: 'number',
        title: t('contact.number'),
        render: (one) => (one.contact_id && !one.promise_id ? `#${one.number}` : one.number),
        value: (one) => one.number,
      },
      {
        key: 'at',
        title: t('indicators.countedAt'),
        render: (one) => absolute(one.counted_at),
        value: (one) => absolute(one.counted_at),
      },
      { key: 'queue', title: t('contacts.queue'), render: (one) => one.queue ?? '–', value: (one) => one.queue },
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
    [t, numeratorIn, denominatorIn],
  );
  return (
    <div className="page">
      <div className="page-head">
        <Link to={`/indicators?${search}`}>{t('nav.indicators')}</Link>
        <span aria-hidden>/</span>
        <h1>{titleOf(name, indicator)}</h1>
        {indicator && (
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
        rows={pages.data?.pages.flatMap((page) => page.items)}
        rowKey={(one) => one.promise_id ?? one.contact_id ?? String(one.number)}
        onOpen={(one) => {
          if (one.promise_id) void navigate(`/promises?show=all&one=${one.promise_id}`);
          else if (one.contact_id) void navigate(`/contacts/${one.contact_id}`);
        }}
        error={pages.error}
        retry={() => void pages.refetch()}
        empty={t('indicators.nothingCounted')}
        more={{
          available: pages.hasNextPage,
          loading: pages.isFetchingNextPage,
          load: () => void pages.fetchNextPage(),
        }}
      />
    </div>
  );
}
