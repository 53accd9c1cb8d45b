import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, type FormInstance, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import { isProblem } from '../../../api/problem';
import type { TicketSavedView, TicketViewFilter } from '../../../api/types';
import { EditorDrawer } from '../../../forms/EditorDrawer';
import { say } from '../../../i18n';
import { useSession } from '../../../session/SessionProvider';
import { teamsQuery } from '../../agents/queries';
import { typesQuery, viewsQuery } from '../queries';
import { ALL, changesIn, fieldsOfView, OWN, type ViewFields } from '../viewNews';
import type { ViewFilter } from '../views';
import { useConditions } from './conditions';
import { type Told, ViewNews } from './ViewNews';

const FLAGS = ['open', 'overdue', 'filed'] as const;

interface Props {
  open: boolean;
  /** The view that is changed; none: a new one. */
  view: TicketSavedView | undefined;
  /** What a new one shows. */
  filter: ViewFilter;
  onClose: () => void;
  onSaved: (filter: ViewFilter) => void;
}

/** Only what is asked for. */
function asked(filter: ViewFilter): ViewFilter {
  const named = Object.entries(filter).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return Object.fromEntries(named) as ViewFilter;
}

/** A view: its name, who has it, and its conditions. */
export function ViewDrawer({ open, view, filter, onClose, onSaved }: Props) {
  const { t } = useTranslation();
  const { may } = useSession();
  const teams = useQuery({ ...teamsQuery, enabled: may('tickets.share') && may('agents.read') });
  const { news, seen, laidTogether } = useNews(open, view);
  const save = async ({ name, who: whom = OWN, filter: wanted }: ViewFields) => {
    const shared = whom === ALL;
    const team = whom === OWN || shared ? null : whom;
    const kept = { name: (name ?? '').trim(), shared, team, filter: asked(wanted) as TicketViewFilter };
    const body = { ...kept, version: seen?.version ?? null };
    if (view) await must(api.PUT('/api/ticket-views/{id}', { params: { path: { id: view.id } }, body }));
    else await must(api.POST('/api/ticket-views', { body }));
    onSaved(body.filter);
  };
  const remove = view
    ? () => must(api.DELETE('/api/ticket-views/{id}', { params: { path: { id: view.id } } }))
    : undefined;
  return (
    <EditorDrawer<ViewFields>
      key={view?.id ?? 'new'}
      title={t(view ? 'ticket.editView' : 'ticket.keepView')}
      open={open}
      initial={view ? fieldsOfView(view) : { name: '', who: OWN, filter }}
      refused={laidTogether}
      onClose={onClose}
      stale={['ticket-views']}
      save={save}
      remove={remove}
    >
      {(form) => (
        <>
          {news && <ViewNews news={news} teams={teams.data ?? []} />}
          <Form.Item name="name" label={t('ticket.viewName')} rules={[{ required: true, message: t('ticket.needed') }]}>
            <Input maxLength={60} autoFocus data-testid="view-name" />
          </Form.Item>
          {may('tickets.share') && (
            <Form.Item name="who" label={t('ticket.viewFor')}>
              <Select
                data-testid="view-who"
                options={[
                  { value: OWN, label: t('ticket.viewForMe') },
                  ...(teams.data ?? []).map((one) => ({
                    value: one.id,
                    label: t('ticket.viewForTeam', { team: one.name }),
                  })),
                  { value: ALL, label: t('ticket.viewForAll') },
                ]}
              />
            </Form.Item>
          )}
          <h2 className="form-part">{t('ticket.conditions')}</h2>
          <Conditions chosenType={() => form.getFieldValue(['filter', 'type']) as string | undefined} />
        </>
      )}
    </EditorDrawer>
  );
}

/** What somebody else changed while the view was being edited: taken over where nothing was typed. */
function useNews(open: boolean, view: TicketSavedView | undefined) {
  const cache = useQueryClient();
  const [seen, see] = useState(view);
  const [news, tell] = useState<Told>();
  const [of, setOf] = useState({ open, view });
  if (of.open !== open || of.view !== view) {
    setOf({ open, view });
    see(view);
    tell(undefined);
  }
  const laidTogether = async (error: unknown, form: FormInstance<ViewFields>) => {
    if (!seen || !isProblem(error, 409) || !error.type.endsWith('tickets.view_changed_meanwhile')) return false;
    const all = await cache.fetchQuery({ ...viewsQuery, staleTime: 0 });
    const now = all.find((one) => one.id === seen.id);
    if (!now) return false;
    const typed = form.getFieldsValue(true) as ViewFields;
    const changes = changesIn(fieldsOfView(seen), fieldsOfView(now), typed);
    for (const { part, now: value, typed: own } of changes) {
      const path = part === 'name' || part === 'who' ? [part] : ['filter', part];
      if (own === undefined) form.setFieldValue(path as never, value as never);
    }
    see(now);
    tell({ words: error.message, changes });
    return true;
  };
  return { news, seen, laidTogether };
}

function Conditions({ chosenType }: { chosenType: () => string | undefined }) {
  const { t, i18n } = useTranslation();
  const choices = useConditions();
  const types = useQuery(typesQuery);
  const flag = (key: (typeof FLAGS)[number]) => (
    <Form.Item key={key} name={['filter', key]} label={t(`ticket.flag.${key}.title`)}>
      <Select
        allowClear
        placeholder={t('ticket.anything')}
        options={[true, false].map((value) => ({
          value,
          label: t(`ticket.flag.${key}.${value ? 'yes' : 'no'}`),
        }))}
        data-testid={`condition-${key}`}
      />
    </Form.Item>
  );
  const some = (key: keyof typeof choices, label: string) => (
    <Form.Item key={key} name={['filter', key]} label={label}>
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('ticket.anything')}
        options={choices[key]}
        data-testid={`condition-${key}`}
      />
    </Form.Item>
  );
  return (
    <div className="conditions">
      {some('type', t('ticket.type'))}
      <Form.Item noStyle dependencies={[['filter', 'type']]}>
        {() => {
          const type = types.data?.find((one) => one.name === chosenType());
          return (
            <Form.Item name={['filter', 'state']} label={t('ticket.stateOfType')}>
              <Select
                allowClear
                disabled={!type}
                placeholder={t('ticket.anything')}
                options={type?.states.map((one) => ({ value: one.name, label: say(one.label, i18n.language) }))}
                data-testid="condition-state"
              />
            </Form.Item>
          );
        }}
      </Form.Item>
      {some('kind', t('ticket.stage'))}
      {some('priority', t('ticket.urgency'))}
      {some('assignee', t('ticket.assignee'))}
      {some('department', t('ticket.department'))}
      {FLAGS.map(flag)}
      <Form.Item name={['filter', 'sort']} label={t('ticket.order')}>
        <Select
          allowClear
          placeholder={t('ticket.byDue')}
          options={[
            { value: 'due', label: t('ticket.byDue') },
            { value: 'newest', label: t('ticket.newestFirst') },
          ]}
        />
      </Form.Item>
      <Form.Item name={['filter', 'q']} label={t('ticket.search')}>
        <Input maxLength={100} allowClear data-testid="condition-q" />
      </Form.Item>
    </div>
  );
}
