import { DownloadOutlined, FilterOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Select, Tag } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { AuditEntry } from '../../../api/types';
import { AskReason } from '../../../forms/AskReason';
import { say } from '../../../i18n';
import { type Column, DataTable } from '../../../table/DataTable';
import { listed } from '../../../table/listed';
import { useFilter } from '../../../table/useFilter';
import { wall } from '../../../time/centre';
import { DayRange } from '../../../time/DayRange';
import { absolute } from '../../../time/format';
import { downloadFile } from '../../customers/download';
import { AUDIT_TOPICS, auditFilter, nameOf, namesObject, placeOf } from '../audit';
import { auditActionsQuery, auditPages, usersPages } from '../queries';
import './audit.css';

/** Who did what to which object, from where and why; the filter is the address (SEC-2). */
export function AuditPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const filter = useMemo(() => auditFilter(search), [search]);
  const pages = useInfiniteQuery(auditPages(filter));
  const columns = useColumns();
  const send = (reason: string) =>
    downloadFile('/api/audit/export', `audit-${wall().format('YYYY-MM-DD')}.csv`, {
      method: 'POST',
      body: JSON.stringify({ filter, reason }),
    }).then(() => pages.refetch());
  return (
    <>
      <div className="page-head">
        <h1>{t('audit.title')}</h1>
        <span className="grow" />
        <AskReason
          title={t('audit.exportWhy')}
          hint={t('audit.exportHint')}
          note={t('audit.exportNote')}
          action={t('audit.export')}
          field="reason"
          testids={{ reason: 'audit-reason', action: 'audit-send' }}
          ask={send}
        >
          <Button icon={<DownloadOutlined />} data-testid="audit-export">
            {t('audit.export')}
          </Button>
        </AskReason>
      </div>
      <Filters />
      <DataTable<AuditEntry>
        id="audit"
        label={t('audit.title')}
        columns={columns}
        {...listed(pages)}
        rowKey={(entry) => String(entry.seq)}
        empty={t(search.size > 0 ? 'audit.noneFound' : 'audit.none')}
      />
    </>
  );
}

function Filters() {
  const { t, i18n } = useTranslation();
  const [search, change] = useFilter();
  const users = useInfiniteQuery(usersPages());
  const actions = useQuery(auditActionsQuery);
  const [from, to, topic, object] = ['from', 'to', 'topic', 'object'].map((key) => search.get(key));
  const people = users.data?.pages.flatMap((page) => page.items) ?? [];
  const offered = actions.data?.filter((one) => !topic || one.topic === topic);
  return (
    <search className="row wrap">
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('audit.who')}
        placeholder={t('audit.who')}
        style={{ width: 170 }}
        value={search.get('who') ?? undefined}
        onChange={(who) => change({ who })}
        onPopupScroll={() => users.hasNextPage && void users.fetchNextPage()}
        options={people.map((user) => ({ value: user.id, label: `${user.name} ${user.username}` }))}
        data-testid="audit-who"
      />
      <Select
        allowClear
        aria-label={t('audit.topic')}
        placeholder={t('audit.topic')}
        style={{ width: 130 }}
        value={topic ?? undefined}
        onChange={(next) => change({ topic: next, action: undefined })}
        options={AUDIT_TOPICS.map((one) => ({ value: one, label: t(`audit.topics.${one}`) }))}
        data-testid="audit-topic"
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('audit.action')}
        placeholder={t('audit.action')}
        style={{ width: 190 }}
        value={search.get('action') ?? undefined}
        onChange={(action) => change({ action })}
        options={offered?.map((one) => ({ value: one.action, label: say(one.label, i18n.language) }))}
      />
      <DayRange from={from} to={to} onChange={change} />
      {object && (
        <Tag closable onClose={() => change({ object: undefined })} data-testid="audit-object">
          {t('audit.object')}: {t(`audit.objects.${object.split(':')[0]}`)}{' '}
          {nameOf({ object: { kind: '', id: object.split(':')[1] ?? '' } })}
        </Tag>
      )}
    </search>
  );
}

function useColumns(): Column<AuditEntry>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { key: 'when', title: t('audit.when'), render: (one) => <span className="num">{absolute(one.at)}</span> },
      { key: 'what', title: t('audit.what'), render: (one) => <Sentence entry={one} /> },
      { key: 'from', title: t('audit.from'), render: (one) => <span className="num">{one.from ?? '–'}</span> },
      {
        key: 'client',
        title: t('audit.client'),
        render: (one) => <span title={one.client ?? undefined}>{one.client ?? '–'}</span>,
        optional: true,
      },
    ],
    [t],
  );
}

/** Who did what to which object, and why. */
function Sentence({ entry }: { entry: AuditEntry }) {
  const { t, i18n } = useTranslation();
  const { who, topic, reason, ticket } = entry;
  const nobody = t(topic === 'sign_in' ? 'audit.somebody' : 'audit.program');
  return (
    <span className="audit-said" data-testid="audit-entry" data-action={entry.action}>
      {who ? (
        <Only changes={{ who: who.id }} label={t('audit.onlyWho')}>
          {t('audit.account', { ...who })}
        </Only>
      ) : (
        <strong>{nobody}</strong>
      )}{' '}
      {say(entry.said, i18n.language)}
      {namesObject(entry) && <Thing entry={entry} />}
      {reason && <span className="muted"> · {t('audit.reason', { reason })}</span>}
      {ticket && (
        <span className="muted">
          {' '}
          · <Link to={`/tickets/${ticket}`}>{t('audit.ticket')}</Link>
        </span>
      )}
    </span>
  );
}

/** Things that the sentence does not name by itself. */
const LABELLED = ['customer', 'contact', 'ticket'];

function Thing({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const { object } = entry;
  const place = placeOf(entry);
  const name = nameOf(entry);
  return (
    <>
      {t('audit.colon')}
      {LABELLED.includes(object.kind) && `${t(`audit.objects.${object.kind}`)} `}
      {place ? <Link to={place}>{name}</Link> : name}
      <Only changes={{ object: `${object.kind}:${object.id}` }} label={t('audit.onlyObject')}>
        <FilterOutlined />
      </Only>
    </>
  );
}

/** Narrows the list to this one. */
function Only(props: { changes: Record<string, string>; label: string; children: ReactNode }) {
  const [, change] = useFilter();
  return (
    <button
      type="button"
      className="audit-only"
      title={props.label}
      aria-label={typeof props.children === 'string' ? undefined : props.label}
      onClick={() => change(props.changes)}
    >
      {props.children}
    </button>
  );
}
