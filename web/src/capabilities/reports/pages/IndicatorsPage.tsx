import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Indicator } from '../../../api/types';
import { say } from '../../../i18n';
import { Chip, Empty, Failure, Loading } from '../../../shell/states';
import { useFilter } from '../../../table/useFilter';
import { agentsQuery, teamsQuery } from '../../agents/queries';
import { queuesQuery } from '../../routing/queries';
import { HalfHours } from '../components/HalfHours';
import { type Point, Spark } from '../components/Spark';
import { TicketsByType } from '../components/TicketsByType';
import { trendDays } from '../days';
import { figure, part, partsOf, STANDING_TONE } from '../figure';
import { indicatorFilter } from '../period';
import { type IndicatorFilter, type Indicators, indicatorsQuery, parted, seriesQuery, useOwnOnly } from '../queries';
import './indicators.css';
import { instantOf, wall } from '../../../time/centre';
import { DayRange } from '../../../time/DayRange';

/** Each figure with its target, its formula and what was counted (RPT-1, RPT-5). */
export function IndicatorsPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const filter = indicatorFilter(search, useOwnOnly());
  const query = useQuery({ ...indicatorsQuery(filter), placeholderData: keepPreviousData });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('nav.indicators')}</h1>
        <IndicatorFilters />
      </div>
      {query.data ? (
        <Parts indicators={query.data} filter={filter} />
      ) : query.isError ? (
        <Failure error={query.error} retry={() => void query.refetch()} />
      ) : (
        <Loading />
      )}
      <HalfHours filter={filter} />
    </div>
  );
}

/** What is about contacts, and what is about the work after them. */
function Parts({ indicators, filter }: { indicators: Indicators; filter: IndicatorFilter }) {
  const { t } = useTranslation();
  const [contacts = [], afterwards = []] = parted(indicators);
  return (
    <>
      <Cards indicators={contacts} filter={filter} />
      <h2 className="section-title">{t('indicators.afterwards')}</h2>
      <Cards indicators={afterwards} filter={filter} />
      <TicketsByType filter={filter} />
    </>
  );
}

/** The course of each indicator over the days around the period. */
function useTrends(filter: IndicatorFilter): (name: string) => Point[] {
  const days = trendDays(filter.from ?? '', filter.to ?? '');
  const { from: _from, to: _to, ...rest } = filter;
  const { data } = useQuery({ ...seriesQuery(days, rest), placeholderData: keepPreviousData });
  const points = new Map(data?.map((point) => [wall(point.from).format('YYYY-MM-DD'), point.indicators]));
  return (name) => days.map((day) => ({ day, value: points.get(day)?.[name]?.value ?? null }));
}

function Cards({ indicators, filter }: { indicators: [string, Indicator][]; filter: IndicatorFilter }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const trend = useTrends(filter);
  if (indicators.length === 0) return <Empty>{t('indicators.none')}</Empty>;
  return (
    <ul className="indicator-cards">
      {indicators.map(([name, indicator]) => (
        <li key={name}>
          <IndicatorCard name={name} indicator={indicator} search={search} trend={trend(name)} />
        </li>
      ))}
    </ul>
  );
}

export function useIndicatorTitle() {
  const { t, i18n } = useTranslation();
  return (name: string, indicator: Indicator | undefined) =>
    say(indicator?.title, i18n.language) || t(`indicators.names.${name}`, { defaultValue: name });
}

function IndicatorCard({
  name,
  indicator,
  search,
  trend,
}: {
  name: string;
  indicator: Indicator;
  search: URLSearchParams;
  trend: Point[];
}) {
  const { t, i18n } = useTranslation();
  const titleOf = useIndicatorTitle();
  const { target, standing } = indicator;
  const parts = partsOf(name, indicator.unit);
  return (
    <Link
      to={`/indicators/${name}?${search}`}
      className="panel indicator-card"
      title={t('indicators.counted')}
      data-testid={`indicator-${name}`}
    >
      <span className="spread">
        <strong className="ellipsis">{titleOf(name, indicator)}</strong>
        {standing && <Chip tone={STANDING_TONE[standing]}>{t(`indicators.standing.${standing}`)}</Chip>}
      </span>
      <span className="spread">
        <span className="indicator-value num">{figure(indicator.value, indicator.unit)}</span>
        <Spark points={trend} target={target} unit={indicator.unit} />
      </span>
      <span className="spread num">
        <span>
          {part(indicator.numerator, parts[0])} ÷ {part(indicator.denominator, parts[1])}
        </span>
        {target !== null && target !== undefined && (
          <span className="muted">
            {t('indicators.target')} {indicator.target_aim === 'at_most' ? '≤' : '≥'} {figure(target, indicator.unit)}
          </span>
        )}
      </span>
      <span className="muted small indicator-formula">
        {say(indicator.formula, i18n.language)}
        {indicator.choice && ` · ${say(indicator.choice, i18n.language)}`}
      </span>
    </Link>
  );
}

const PRESETS = ['manual', 'gbt33358', 'industry'];

export function IndicatorFilters() {
  const { t } = useTranslation();
  const [search, change] = useFilter();
  const own = useOwnOnly();
  const queues = useQuery(queuesQuery);
  const agents = useQuery(agentsQuery);
  const teams = useQuery(teamsQuery);
  const { from, to } = indicatorFilter(search, undefined);
  const dayOf = (at: string | undefined) => at && wall(at).format('YYYY-MM-DD');
  return (
    <search className="row wrap">
      <DayRange
        required
        from={from}
        to={instantOf(wall(to).subtract(1, 'millisecond'))}
        onChange={(days) => change({ from: dayOf(days.from), to: dayOf(days.to) })}
      />
      <Select
        allowClear
        placeholder={t('contacts.queue')}
        aria-label={t('contacts.queue')}
        style={{ width: 140 }}
        value={search.get('queue') ?? undefined}
        onChange={(queue) => change({ queue })}
        options={queues.data?.map((queue) => ({ value: queue.id, label: queue.name }))}
      />
      {!own && (
        <>
          <Select
            allowClear
            placeholder={t('live.team')}
            aria-label={t('live.team')}
            style={{ width: 120 }}
            value={search.get('team') ?? undefined}
            onChange={(team) => change({ team })}
            options={teams.data?.map((team) => ({ value: team.name, label: team.name }))}
          />
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('contacts.agent')}
            aria-label={t('contacts.agent')}
            style={{ width: 150 }}
            value={search.get('agent') ?? undefined}
            onChange={(agent) => change({ agent })}
            options={agents.data?.map((one) => ({ value: one.staff_number, label: `${one.staff_number} ${one.name}` }))}
          />
        </>
      )}
      <Select
        aria-label={t('indicators.preset')}
        style={{ width: 190 }}
        value={search.get('preset') ?? 'manual'}
        onChange={(preset) => change({ preset: preset === 'manual' ? undefined : preset })}
        options={PRESETS.map((preset) => ({ value: preset, label: t(`indicators.presets.${preset}`) }))}
      />
    </search>
  );
}
