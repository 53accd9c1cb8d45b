import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Tabs } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { api, must } from '../../../api/client';
import { isProblem } from '../../../api/problem';
import type { TicketType } from '../../../api/types';
import { dropDraft, readDraft, writeDraft } from '../../../forms/drafts';
import { say } from '../../../i18n';
import { Empty, Failure, Loading } from '../../../shell/states';
import { absolute } from '../../../time/format';
import { CodeArea, type CodeAreaHandle } from '../../flows/components/CodeArea';
import { faultLine } from '../../flows/faultLine';
import { Fields } from '../admin/FieldsPart';
import { General } from '../admin/General';
import { Clocks, Escalations, Moves, States } from '../admin/Parts';
import { blank } from '../admin/renames';
import { copyOf, tabOf } from '../admin/triggers';
import { peopleQuery, typesQuery } from '../queries';
import '../admin/admin.css';
import { byId } from '../words';

/** A type as data: states, moves, form, clocks, who hears of what. Running tickets keep to the newest valid edition. */
export function TypePage() {
  const { t } = useTranslation();
  const { name = '' } = useParams();
  const [search] = useSearchParams();
  const types = useQuery(typesQuery);
  if (types.isPending) return <Loading />;
  if (types.isError) return <Failure error={types.error} retry={() => void types.refetch()} />;
  const known = types.data.find((one) => one.name === name);
  const model = types.data.find((one) => one.name === search.get('after'));
  const start = known ?? (model && copyOf(model, name)) ?? (search.get('after') === '' ? blank(name) : undefined);
  if (!start) return <Empty>{t('ticketType.none')}</Empty>;
  return <Editor key={`${name} ${start.version}`} stored={start} />;
}

function Editor({ stored }: { stored: TicketType }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const draft = `ticket-type.${stored.name}.${stored.version}`;
  const [edited, setEdited] = useState<TicketType | null>(() => readDraft<TicketType>(draft) ?? null);
  const [tab, setTab] = useState('general');
  const [text, setText] = useState<string | null>(null);
  const code = useRef<CodeAreaHandle>(null);
  const type = edited ?? stored;
  const change = (part: Partial<TicketType>) => {
    const next = { ...type, ...part };
    setEdited(next);
    setText(null);
    writeDraft(draft, next);
  };
  const save = useMutation({
    mutationFn: () => must(api.PUT('/api/ticket-types/{name}', { params: { path: { name: type.name } }, body: type })),
    onSuccess: (saved) => {
      dropDraft(draft);
      void message.success(t('ticketType.saved', { version: saved.version }));
      void cache.invalidateQueries({ queryKey: ['ticket-types'] });
      void navigate(`/admin/ticket-types/${saved.name}`, { replace: true });
    },
  });
  const faults = isProblem(save.error) ? save.error.fields : [];
  const written = text ?? JSON.stringify(type, null, 2);
  const parse = (next: string) => {
    setText(next);
    try {
      const parsed = JSON.parse(next) as TicketType;
      setEdited({ ...parsed, name: stored.name, version: stored.version });
    } catch {
      // While it is typed it is no JSON; the text stays.
    }
  };
  const broken = text !== null && !isJson(text);
  const lines = new Set(
    faults.map((one) => faultLine(written, one.field)).filter((one): one is number => Boolean(one)),
  );
  const part = { type, change, faults };
  const mark = (key: string) => (faults.some((one) => tabOf(one.field) === key) ? ' ▲' : '');
  const tabs = [
    { key: 'general', children: <General {...part} /> },
    { key: 'states', children: <States {...part} /> },
    { key: 'moves', children: <Moves {...part} /> },
    { key: 'fields', children: <Fields {...part} /> },
    { key: 'clocks', children: <Clocks {...part} /> },
    { key: 'escalations', children: <Escalations {...part} /> },
  ];
  return (
    <>
      <div className="page-head">
        <Link to="/admin/ticket-types">{t('admin.places.ticket-types')}</Link>
        <span aria-hidden>/</span>
        <h1>{say(type.label, i18n.language) || type.name}</h1>
        <span className="muted">
          {stored.version > 0 ? t('ticketType.editionOf', { version: stored.version }) : t('ticketType.unsaved')}
        </span>
        <span className="grow" />
        <Button
          disabled={!edited}
          onClick={() => {
            dropDraft(draft);
            setEdited(null);
            setText(null);
            save.reset();
          }}
        >
          {t('categories.discard')}
        </Button>
        <Button
          type="primary"
          disabled={(!edited && stored.version > 0) || broken}
          loading={save.isPending}
          onClick={() => save.mutate()}
          data-testid="type-save"
        >
          {t('action.save')}
        </Button>
      </div>
      {save.isError && (
        <div className="note" role="alert" data-testid="type-faults">
          <strong>{save.error.message}</strong>
          {faults.map((one) => (
            <div key={`${one.field} ${one.message}`}>
              <button type="button" className="link-button mono" onClick={() => setTab(tabOf(one.field))}>
                {one.field}
              </button>{' '}
              {one.message}
            </div>
          ))}
        </div>
      )}
      <Tabs
        activeKey={tab}
        onChange={setTab}
        items={[
          ...tabs.map((one) => ({ ...one, label: t(`ticketType.tab.${one.key}`) + mark(one.key) })),
          {
            key: 'text',
            label: 'JSON',
            children: <CodeArea ref={code} value={written} onChange={parse} label="JSON" faulty={lines} />,
          },
          ...(stored.version > 0
            ? [{ key: 'editions', label: t('ticketType.tab.editions'), children: <Editions name={stored.name} /> }]
            : []),
        ]}
      />
    </>
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function Editions({ name }: { name: string }) {
  const { t } = useTranslation();
  const people = useQuery(peopleQuery);
  const editions = useQuery({
    queryKey: ['ticket-types', name, 'editions'],
    queryFn: async () =>
      (await must(api.GET('/api/ticket-types/{name}/editions', { params: { path: { name } } }))).items,
  });
  if (editions.isPending) return <Loading rows={3} />;
  if (editions.isError) return <Failure error={editions.error} retry={() => void editions.refetch()} />;
  const author = (text: string) => {
    try {
      return byId(people.data, (JSON.parse(text) as { id?: string }).id)?.name;
    } catch {
      return undefined;
    }
  };
  return (
    <ul className="lines panel">
      {editions.data.map((edition) => (
        <li key={edition.version}>
          <span className="spread num">
            <span>{t('ticketType.editionOf', { version: edition.version })}</span>
            <span className="muted">
              {author(edition.author) ?? t('ticket.system')} · {absolute(edition.at)}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
