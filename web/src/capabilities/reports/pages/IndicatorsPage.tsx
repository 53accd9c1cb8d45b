import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Indicator } from '../../../api/types';
import { say } from '../../../i18n';
import { Chip, Empty, Failure, Loading } from '../../../shell/states';
import { agentsQuery, teamsQuery } from '../../agents/queries';
import { useFilter } from '../../contacts/filter';
import { queuesQuery } from '../../routing/queries';
import { HalfHours } from '../components/HalfHours';
import { figure, part } from '../figure';
import { indicatorFilter } from '../period';
import { indicatorsQuery, useOwnOnly } from '../queries';
import './indicators.css';

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
        <Cards indicators={Object.entries(query.data)} search={search} />
      ) : query.isError ? (
        <Failure error={query.error} retry={() => void query.refetch()} />
      ) : (
        <Loading />
      )}
      <HalfHours filter={filter} />
    </div>
  );
}

function Cards({ indicators, search }: { indicators: [string, Indicator][]; search: URLSearchParams }) {
  const { t } = useTranslation();
  if (indicators.length === 0) return <Empty>{t('indicators.none')}</Empty>;
  return (
    <ul className="indicator-cards">
      {indicators.map(([name, indicator]) => (
        <li key={name} className="panel">
          <IndicatorCard name={name} indicator={indicator} search={search} />
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

function IndicatorCard({ name, indicator, search }: { name: string; indicator: Indicator; search: URLSearchParams }) {
  const { t, i18n } = useTranslation();
  const titleOf = useIndicatorTitle();
  return (
    <article data-testid={`indicator-${name}`}>
      <div className="spread">
        <h2 className="section-title">{titleOf(name, indicator)}</h2>
        {indicator.target_met !== null && indicator.target_met !== undefined && (
          <Chip tone={indicator.target_met ? 'good' : 'bad'}>
            {t(indicator.target_met ? 'indicators.met' : 'indicators.missed')}
          </Chip>
        )}
      </div>
      <div className="indicator-value num">{figure(indicator.value, indicator.unit)}</div>
      <div className="spread num">
        <span>
          {part(indicator.numerator)} ÷ {part(indicator.denominator)}
        </span>
        {indicator.target !== null && indicator.target !== undefined && (
          <span className="muted">
            {t('indicators.target')} {indicator.target_aim === 'at_most' ? '≤' : '≥'}{' '}
            {figure(indicator.target, indicator.unit)}
          </span>
        )}
      </div>
      <p className="muted small indicator-formula">
        {say(indicator.formula, i18n.language)}
        {indicator.choice && <span> · {say(indicator.choice, i18n.language)}</span>}
      </p>
      <Link to={`/indicators/${name}?${search}`}>{t('indicators.counted')}</Link>
    </article>
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
  const days = (back: number): [dayjs.Dayjs, dayjs.Dayjs] => [dayjs().subtract(back, 'day'), dayjs()];
  return (
    <search className="row wrap">
      <DatePicker.RangePicker
        allowClear={false}
        value={[dayjs(from), dayjs(to).subtract(1, 'millisecond')]}
        onChange={(range) => change({ from: range?.[0]?.format('YYYY-MM-DD'), to: range?.[1]?.format('YYYY-MM-DD') })}
        presets={[
          { label: t('period.today'), value: days(0) },
          { label: t('period.week'), value: days(6) },
          { label: t('period.month'), value: days(29) },
        ]}
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
