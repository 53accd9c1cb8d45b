import { PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select, Tag } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import type { PromiseKind, PromiseSource, PromiseView } from '../../../api/types';
import { EditorDrawer } from '../../../forms/EditorDrawer';
import { say } from '../../../i18n';
import { useSession } from '../../../session/SessionProvider';
import { type Column, DataTable } from '../../../table/DataTable';
import { listed } from '../../../table/listed';
import { useFilter } from '../../../table/useFilter';
import { absolute } from '../../../time/format';
import { agentsQuery } from '../../agents/queries';
import { masked } from '../../customers/masked';
import { CustomerSelect } from '../../tickets/components/CustomerSelect';
import '../components/promises.css';
import { DayRange } from '../../../time/DayRange';
import { DueTime } from '../components/DueTime';
import { PromiseChip } from '../components/PromiseChip';
import { ownerName, PromiseDrawer } from '../components/PromiseDrawer';
import { WhenField } from '../components/WhenField';
import { countsQuery, type PromiseFilter, promisePages } from '../queries';
import { matterKey, wordOf } from '../words';

const GROUPS = ['open', 'due_soon', 'overdue', 'kept', 'broken', 'withdrawn', 'all'] as const;
type Group = (typeof GROUPS)[number];
const KINDS: PromiseKind[] = [
  'call_back',
  'complaint_answer',
  'suggestion_reply',
  'first_reply',
  'transfer_call_back',
  'recovery_notice',
  'return_visit',
  'action',
];
const SOURCES: PromiseSource[] = ['wrap_up', 'call_back', 'voice_message', 'written', 'visit'];
/** What is over is looked at from its end. */
const OVER: Group[] = ['kept', 'broken', 'withdrawn', 'all'];

function filterFrom(search: URLSearchParams): PromiseFilter {
  const get = (key: string) => search.get(key) || undefined;
  const show = (get('show') as Group | undefined) ?? 'open';
  return {
    show,
    owner: get('owner'),
    kind: get('kind') as PromiseKind | undefined,
    source: get('source') as PromiseSource | undefined,
    customer: get('customer'),
    contact: get('contact'),
    from: get('from'),
    to: get('to'),
    newest: OVER.includes(show) ? true : undefined,
  };
}

/** The ledger: everything that was promised, and whether it was kept. */
export function PromisesPage() {
  const { t } = useTranslation();
  const { may } = useSession();
  const [search, change] = useFilter();
  const filter = useMemo(() => filterFrom(search), [search]);
  const pages = useInfiniteQuery(promisePages(filter));
  const columns = useColumns();
  const [making, make] = useState(false);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('nav.promises')}</h1>
        <Filters search={search} change={change} />
        <span className="grow" />
        {may('promises.write') && (
          <Button icon={<PlusOutlined />} onClick={() => make(true)} data-testid="promise-new">
            {t('promises.new')}
          </Button>
        )}
      </div>
      <Counts filter={filter} choose={(show) => change({ show })} />
      <DataTable<PromiseView>
        id="promises"
        label={t('nav.promises')}
        columns={columns}
        {...listed(pages)}
        rowKey={(promise) => promise.id}
        onOpen={(promise) => change({ one: promise.id })}
        empty={t(filter.show === 'open' ? 'promises.none' : 'promises.noneFound')}
      />
      <PromiseDrawer id={search.get('one')} onClose={() => change({ one: undefined })} />
      <NewPromise open={making} onClose={() => make(false)} />
    </div>
  );
}

const ALARM: Partial<Record<Group, string>> = { overdue: 'bad', due_soon: 'soon' };

function Counts({ filter, choose }: { filter: PromiseFilter; choose: (show: Group) => void }) {
  const { t } = useTranslation();
  const { show, newest: _, ...rest } = filter;
  const counts = useQuery(countsQuery(rest)).data;
  const number = (group: Group) => (group === 'all' || !counts ? undefined : counts[group]);
  return (
    <div className="promise-counts" data-testid="promise-counts">
      {GROUPS.map((group) => {
        const n = number(group);
        const tone = n ? (ALARM[group] ?? '') : '';
        return (
          <button
            key={group}
            type="button"
            className={`promise-count ${tone} ${show === group ? 'chosen' : ''}`}
            aria-pressed={show === group}
            onClick={() => choose(group)}
            data-testid={`count-${group}`}
          >
            <strong>{n ?? (group === 'all' ? '∑' : '–')}</strong>
            <span>{t(`promises.group.${group}`)}</span>
          </button>
        );
      })}
      <div className="promise-figure" title={t('promises.keptFormula')}>
        <strong>{counts?.kept_percent === null || counts === undefined ? '–' : `${counts.kept_percent} %`}</strong>
        <div className="small muted">{t('promises.keptShare')}</div>
      </div>
    </div>
  );
}

interface FilterProps {
  search: URLSearchParams;
  change: (changes: Record<string, string | undefined>) => void;
}

function Filters({ search, change }: FilterProps) {
  const { t } = useTranslation();
  const { may, staff } = useSession();
  const agents = useQuery({ ...agentsQuery, enabled: may('agents.read') });
  const [from, to] = [search.get('from'), search.get('to')];
  const owners = [
    ...(staff ? [{ value: 'me', label: t('promises.mine') }] : []),
    ...(staff ? [{ value: 'team', label: t('promises.ofTeam') }] : []),
    ...(agents.data ?? []).map((agent) => ({
      value: `agent:${agent.id}`,
      label: `${agent.staff_number} ${agent.name}`,
    })),
  ];
  return (
    <search className="row wrap">
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('promises.owner')}
        placeholder={t('promises.owner')}
        style={{ width: 150 }}
        value={search.get('owner') ?? undefined}
        onChange={(owner) => change({ owner })}
        options={owners}
      />
      <Select
        allowClear
        aria-label={t('promises.kindLabel')}
        placeholder={t('promises.kindLabel')}
        style={{ width: 140 }}
        value={search.get('kind') ?? undefined}
        onChange={(kind) => change({ kind })}
        options={KINDS.map((kind) => ({ value: kind, label: t(`promises.kind.${kind}`) }))}
      />
      <Select
        allowClear
        aria-label={t('promises.source')}
        placeholder={t('promises.source')}
        style={{ width: 140 }}
        value={search.get('source') ?? undefined}
        onChange={(source) => change({ source })}
        options={SOURCES.map((source) => ({ value: source, label: t(`promises.from.${source}`) }))}
      />
      <DayRange from={from} to={to} onChange={change} />
      {['customer', 'contact'].map((key) => {
        const value = search.get(key);
        return value ? (
          <Tag key={key} closable onClose={() => change({ [key]: undefined })}>
            {t(key === 'customer' ? 'contacts.customer' : 'promises.toContact')}: {value.slice(-6)}
          </Tag>
        ) : null;
      })}
    </search>
  );
}

function useColumns(): Column<PromiseView>[] {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    const matter = (one: PromiseView) => {
      const own = matterKey(one.source);
      return own ? t(own) : one.matter;
    };
    return [
      {
        key: 'state',
        title: t('contacts.state'),
        render: (one) => <PromiseChip promise={one} />,
        value: (one) => t(`promises.state.${wordOf(one)}`),
      },
      {
        key: 'due',
        title: t('promises.dueAt'),
        render: (one) => <DueTime at={one.due_at} open={one.open} />,
        value: (one) => absolute(one.due_at),
      },
      {
        key: 'kind',
        title: t('promises.kindLabel'),
        render: (one) => say(one.label, i18n.language),
        value: (one) => say(one.label, i18n.language),
      },
      { key: 'matter', title: t('promises.matter'), render: matter, value: matter },
      {
        key: 'customer',
        title: t('contacts.customer'),
        render: (one) => one.customer_name ?? (one.caller ? masked(one.caller) : '–'),
        value: (one) => one.customer_name ?? (one.caller && masked(one.caller)),
      },
      { key: 'owner', title: t('promises.owner'), render: ownerName, value: ownerName },
      {
        key: 'source',
        title: t('promises.source'),
        render: (one) => t(`promises.from.${one.source}`),
        value: (one) => t(`promises.from.${one.source}`),
      },
      {
        key: 'evidence',
        title: t('promises.evidence'),
        render: (one) => (one.evidence ? t(`promises.evidenceKind.${one.evidence.kind}`) : '–'),
        value: (one) => one.evidence && t(`promises.evidenceKind.${one.evidence.kind}`),
      },
      {
        key: 'made',
        title: t('promises.madeAt'),
        render: (one) => <span className="num">{absolute(one.made_at).slice(5, 16)}</span>,
        value: (one) => absolute(one.made_at),
        optional: true,
      },
      {
        key: 'number',
        title: t('contact.number'),
        render: (one) => one.number,
        value: (one) => one.number,
        numeric: true,
        optional: true,
      },
    ];
  }, [t, i18n.language]);
}

interface NewFields {
  when: string;
  matter: string;
  kind: PromiseKind;
  customer_id?: string;
  number?: string;
}

function NewPromise({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { may } = useSession();
  return (
    <EditorDrawer<NewFields>
      title={t('promises.new')}
      open={open}
      initial={{ kind: 'call_back' }}
      onClose={onClose}
      stale={['promises', 'due']}
      save={(fields) =>
        must(
          api.POST('/api/promises', {
            body: {
              ...fields,
              matter: fields.matter ?? '',
              customer_id: fields.customer_id ?? null,
              number: fields.number || null,
            },
          }),
        )
      }
    >
      {(form) => (
        <>
          <Form.Item name="kind" label={t('promises.kindLabel')}>
            <Select
              options={KINDS.filter((kind) => kind !== 'return_visit').map((kind) => ({
                value: kind,
                label: t(`promises.kind.${kind}`),
              }))}
            />
          </Form.Item>
          <Form.Item name="matter" label={t('promises.matter')}>
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} data-testid="new-matter" />
          </Form.Item>
          <Form.Item noStyle shouldUpdate={(a, b) => a.kind !== b.kind || a.matter !== b.matter}>
            {() => (
              <Form.Item name="when" label={t('promises.when')}>
                <WhenField kind={form.getFieldValue('kind')} matter={form.getFieldValue('matter')} testid="new" />
              </Form.Item>
            )}
          </Form.Item>
          {may('customers.read') && (
            <Form.Item name="customer_id" label={t('contacts.customer')}>
              <CustomerSelect />
            </Form.Item>
          )}
          <Form.Item name="number" label={t('promises.number')} extra={t('promises.numberHint')}>
            <Input inputMode="tel" data-testid="new-number" />
          </Form.Item>
        </>
      )}
    </EditorDrawer>
  );
}
