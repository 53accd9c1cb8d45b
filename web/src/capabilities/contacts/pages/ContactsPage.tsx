import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Select, Tag } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { Category, Contact, ContactState, Queue } from '../../../api/types';
import { type Column, DataTable } from '../../../table/DataTable';
import { listed } from '../../../table/listed';
import { useFilter } from '../../../table/useFilter';
import { DayRange } from '../../../time/DayRange';
import { absolute } from '../../../time/format';
import { When } from '../../../time/Timer';
import { agentsQuery } from '../../agents/queries';
import { masked } from '../../customers/masked';
import { queuesQuery } from '../../routing/queries';
import { categoryName } from '../categories';
import { ContactChip } from '../components/ContactChip';
import { Span } from '../components/Span';
import { filterFrom } from '../filter';
import { categoriesQuery, contactPages } from '../queries';
import type { SpanKey } from '../spans';

const STATES: ContactState[] = ['entry', 'queued', 'ringing', 'talking', 'held', 'wrap_up', 'closed', 'abandoned'];

/** All contacts, newest first; the filter is the address. */
export function ContactsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const filter = useMemo(() => filterFrom(search), [search]);
  const pages = useInfiniteQuery(contactPages(filter));
  const columns = useColumns();
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('nav.contacts')}</h1>
        <Filters />
      </div>
      <DataTable<Contact>
        id="contacts"
        label={t('nav.contacts')}
        columns={columns}
        {...listed(pages)}
        rowKey={(contact) => contact.id}
        onOpen={(contact) => void navigate(`/contacts/${contact.id}`)}
        empty={t(search.size > 0 ? 'contacts.noneFound' : 'contacts.none')}
      />
    </div>
  );
}

function Filters() {
  const { t } = useTranslation();
  const [search, change] = useFilter();
  const queues = useQuery(queuesQuery);
  const agents = useQuery(agentsQuery);
  const [from, to] = [search.get('from'), search.get('to')];
  return (
    <search className="row wrap">
      <Select
        allowClear
        aria-label={t('contacts.state')}
        placeholder={t('contacts.state')}
        style={{ width: 130 }}
        value={search.get('state') ?? undefined}
        onChange={(state) => change({ state })}
        options={STATES.map((state) => ({ value: state, label: t(`contact.state.${state}`) }))}
      />
      <Select
        allowClear
        aria-label={t('contacts.queue')}
        placeholder={t('contacts.queue')}
        style={{ width: 150 }}
        value={search.get('queue') ?? undefined}
        onChange={(queue) => change({ queue })}
        options={queues.data?.map((queue) => ({ value: queue.id, label: queue.name }))}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('contacts.agent')}
        placeholder={t('contacts.agent')}
        style={{ width: 160 }}
        value={search.get('agent') ?? undefined}
        onChange={(agent) => change({ agent })}
        options={agents.data?.map((agent) => ({ value: agent.id, label: `${agent.staff_number} ${agent.name}` }))}
      />
      <DayRange from={from} to={to} onChange={change} />
      {['customer', 'caller'].map((key) => {
        const value = search.get(key);
        return value ? (
          <Tag key={key} closable onClose={() => change({ [key]: undefined })}>
            {t(`contacts.${key}`)}: {key === 'customer' ? value.slice(-6) : masked(value)}
          </Tag>
        ) : null;
      })}
    </search>
  );
}

function useColumns(): Column<Contact>[] {
  const { t, i18n } = useTranslation();
  const queues = useQuery(queuesQuery).data;
  const categories = useQuery(categoriesQuery).data;
  return useMemo(() => columnsOf(t, i18n.language, queues, categories), [t, i18n.language, queues, categories]);
}

function columnsOf(
  t: (key: string) => string,
  language: string,
  queues: Queue[] | undefined,
  categories: Category[] | undefined,
): Column<Contact>[] {
  const queueName = (contact: Contact) => queues?.find((queue) => queue.id === contact.queue)?.name ?? '–';
  const seconds = (key: SpanKey, optional = false): Column<Contact> => ({
    key,
    title: t(`contact.${key}`),
    render: (contact) => <Span contact={contact} of={key} />,
    value: (contact) => Math.round(contact[key]),
    numeric: true,
    optional,
  });
  return [
    { key: 'number', title: t('contact.number'), render: (one) => `#${one.number}`, value: (one) => one.number },
    {
      key: 'state',
      title: t('contacts.state'),
      render: (one) => <ContactChip state={one.state} />,
      value: (one) => t(`contact.state.${one.state}`),
    },
    {
      key: 'caller',
      title: t('contacts.caller'),
      render: (one) => (one.caller ? masked(one.caller) : t('phone.unknownCaller')),
      value: (one) => one.caller && masked(one.caller),
    },
    {
      key: 'arrived',
      title: t('contact.arrived_at'),
      render: (one) => <When at={one.arrived_at} />,
      value: (one) => absolute(one.arrived_at),
    },
    { key: 'queue', title: t('contacts.queue'), render: queueName, value: queueName },
    {
      key: 'agent',
      title: t('contacts.agent'),
      render: (one) => (one.agent ? `${one.agent.name} ${one.agent.staff_number}` : '–'),
      value: (one) => one.agent?.staff_number,
    },
    seconds('queue_s'),
    seconds('ring_s', true),
    seconds('talk_s'),
    seconds('hold_s', true),
    seconds('wrap_up_s'),
    {
      key: 'category',
      title: t('record.category'),
      render: (one) => (one.record?.category ? categoryName(categories, one.record.category, language) : '–'),
      value: (one) => one.record?.category,
    },
    {
      key: 'matter',
      title: t('record.matter'),
      render: (one) => one.record?.matter ?? '–',
      value: (one) => one.record?.matter,
    },
    {
      key: 'survey',
      title: t('contact.survey'),
      render: (one) => (one.survey ? `${one.survey.score} / 5` : '–'),
      value: (one) => one.survey?.score,
      numeric: true,
    },
  ];
}
