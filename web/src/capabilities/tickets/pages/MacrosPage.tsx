import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import type { Assignee, TicketAction, TicketMacro, TicketType } from '../../../api/types';
import { EditorDrawer } from '../../../forms/EditorDrawer';
import { useEditor } from '../../../forms/useEditor';
import { say } from '../../../i18n';
import { DataTable } from '../../../table/DataTable';
import { PeopleSelect } from '../components/PeopleSelect';
import { departmentsQuery, macrosQuery, typesQuery } from '../queries';
import { moveName } from '../words';

const STEPS = ['move', 'assign', 'prioritise', 'pass', 'inform_customer', 'note', 'watch', 'escalate'] as const;
type Step = (typeof STEPS)[number];

/** One action as the form holds it. */
interface StepFields {
  do: Step;
  name?: string;
  to?: Assignee | null;
  severity?: number;
  reach?: 'one' | 'several' | 'many';
  department?: string;
  text?: string;
  above?: 'leader' | 'supervisor';
}

interface Fields {
  name: { zh: string; en: string };
  types: string[];
  actions: StepFields[];
}

function stepOf(action: TicketAction): StepFields {
  const one = action as Record<string, unknown> & { do: Step };
  const text = (one.text ?? one.matter ?? one.why ?? one.reason) as string | undefined;
  if (action.do === 'escalate')
    return { do: 'escalate', above: action.to as 'leader' | 'supervisor', text: action.why };
  return { ...(one as unknown as StepFields), text };
}

function actionOf(step: StepFields): TicketAction {
  const text = step.text?.trim() ?? '';
  switch (step.do) {
    case 'move':
      return { do: 'move', name: step.name ?? '', fields: {}, reason: text || null };
    case 'assign':
      return { do: 'assign', to: step.to ?? null };
    case 'prioritise':
      return { do: 'prioritise', severity: step.severity ?? 3, reach: step.reach ?? 'one', why: text };
    case 'pass':
      return { do: 'pass', department: step.department ?? '', matter: text };
    case 'inform_customer':
      return { do: 'inform_customer', text };
    case 'note':
      return { do: 'note', text, readers: 'service' };
    case 'watch':
      return { do: 'watch' };
    case 'escalate':
      return { do: 'escalate', to: step.above ?? 'leader', why: text };
  }
}

/** Macros: several actions under one name (TKT-9). */
export function MacrosPage() {
  const { t, i18n } = useTranslation();
  const editor = useEditor<TicketMacro>();
  const macros = useQuery(macrosQuery);
  const types = useQuery(typesQuery);
  const typeName = (name: string) => say(types.data?.find((one) => one.name === name)?.label, i18n.language) || name;
  const stepName = (action: TicketAction) =>
    (action.do === 'move' &&
      types.data?.map((type) => moveName(type, action.name, i18n.language)).find((label) => label)) ||
    t(`macro.do.${action.do}`);
  const id = editor.item?.id;
  return (
    <>
      <div className="page-head">
        <h1>{t('admin.places.macros')}</h1>
        <span className="grow" />
        <Button type="primary" icon={<PlusOutlined />} onClick={editor.create} data-testid="macro-create">
          {t('action.add')}
        </Button>
      </div>
      <DataTable<TicketMacro>
        id="macros"
        label={t('admin.places.macros')}
        rows={macros.data}
        rowKey={(one) => one.id}
        onOpen={editor.edit}
        error={macros.error}
        retry={() => void macros.refetch()}
        empty={t('macro.none')}
        columns={[
          { key: 'name', title: t('macro.name'), render: (one) => say(one.name, i18n.language) },
          {
            key: 'types',
            title: t('macro.types'),
            render: (one) => one.types.map(typeName).join('、') || t('macro.all'),
          },
          {
            key: 'actions',
            title: t('macro.steps'),
            render: (one) => one.actions.map(stepName).join(' → '),
          },
        ]}
      />
      <EditorDrawer<Fields>
        title={t('macro.title')}
        open={editor.open}
        width={560}
        initial={
          editor.item
            ? { name: editor.item.name, types: editor.item.types, actions: editor.item.actions.map(stepOf) }
            : { types: [], actions: [{ do: 'note' }] }
        }
        onClose={editor.close}
        stale={['ticket-macros']}
        version={editor.item?.version}
        save={(fields, version) => {
          const body = { name: fields.name, types: fields.types, actions: fields.actions.map(actionOf) };
          return id
            ? must(api.PUT('/api/ticket-macros/{id}', { params: { path: { id }, query: { version } }, body }))
            : must(api.POST('/api/ticket-macros', { body }));
        }}
        remove={id ? () => must(api.DELETE('/api/ticket-macros/{id}', { params: { path: { id } } })) : undefined}
      >
        <div className="two">
          <Form.Item name={['name', 'zh']} label={t('ticketType.zh')}>
            <Input data-testid="macro-zh" />
          </Form.Item>
          <Form.Item name={['name', 'en']} label={t('ticketType.en')}>
            <Input data-testid="macro-en" />
          </Form.Item>
        </div>
        <Form.Item name="types" label={t('macro.types')} extra={t('macro.typesHint')}>
          <Select
            mode="multiple"
            options={types.data?.map((one) => ({ value: one.name, label: say(one.label, i18n.language) }))}
          />
        </Form.Item>
        <Form.List name="actions">
          {(rows, { add, remove }) => (
            <div className="stack">
              {rows.map((row) => (
                <div key={row.key} className="panel" style={{ padding: 12 }}>
                  <div className="row" style={{ alignItems: 'flex-start' }}>
                    <div className="grow">
                      <Form.Item name={[row.name, 'do']} style={{ marginBottom: 8 }}>
                        <Select options={STEPS.map((one) => ({ value: one, label: t(`macro.do.${one}`) }))} />
                      </Form.Item>
                      <Details row={row.name} types={types.data ?? []} />
                    </div>
                    <Button
                      type="text"
                      icon={<DeleteOutlined />}
                      onClick={() => remove(row.name)}
                      aria-label={t('action.remove')}
                    />
                  </div>
                </div>
              ))}
              <Button icon={<PlusOutlined />} onClick={() => add({ do: 'note' })}>
                {t('macro.addStep')}
              </Button>
            </div>
          )}
        </Form.List>
      </EditorDrawer>
    </>
  );
}

/** What an action of a macro needs to know. */
function Details({ row, types }: { row: number; types: TicketType[] }) {
  const { t, i18n } = useTranslation();
  const form = Form.useFormInstance<Fields>();
  const step = Form.useWatch(['actions', row, 'do'], form) as Step | undefined;
  const chosen = (Form.useWatch('types', form) ?? []) as string[];
  const departments = useQuery(departmentsQuery);
  const fitting = types.filter((one) => chosen.length === 0 || chosen.includes(one.name));
  const moves = new Map(
    fitting.flatMap((type) => type.moves.map((move) => [move.name, say(move.label, i18n.language)])),
  );
  const item = (name: keyof StepFields, label: string, control: React.ReactNode) => (
    <Form.Item name={[row, name]} label={label} style={{ marginBottom: 8 }}>
      {control}
    </Form.Item>
  );
  const words = (label: string) => item('text', label, <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} />);
  switch (step) {
    case 'move':
      return (
        <>
          {item(
            'name',
            t('macro.move'),
            <Select showSearch options={[...moves].map(([value, label]) => ({ value, label }))} />,
          )}
          {words(t('ticket.ask.reason'))}
        </>
      );
    case 'assign':
      return item('to', t('ticket.assignee'), <PeopleSelect />);
    case 'prioritise':
      return (
        <>
          {item(
            'severity',
            t('macro.severity'),
            <Select
              options={[1, 2, 3, 4].map((one) => ({ value: one, label: t('ticket.severityOf', { level: one }) }))}
            />,
          )}
          {item(
            'reach',
            t('macro.reach'),
            <Select
              options={(['one', 'several', 'many'] as const).map((one) => ({
                value: one,
                label: t(`ticket.reach.${one}`),
              }))}
            />,
          )}
          {words(t('ticket.ask.why'))}
        </>
      );
    case 'pass':
      return (
        <>
          {item(
            'department',
            t('ticket.department'),
            <Select
              options={departments.data?.map((one) => ({ value: one.name, label: say(one.label, i18n.language) }))}
            />,
          )}
          {words(t('ticket.ask.matter'))}
        </>
      );
    case 'escalate':
      return (
        <>
          {item(
            'above',
            t('macro.above'),
            <Select
              options={(['leader', 'supervisor'] as const).map((one) => ({
                value: one,
                label: t(`ticketType.above.${one}`),
              }))}
            />,
          )}
          {words(t('ticket.ask.why'))}
        </>
      );
    case 'note':
    case 'inform_customer':
      return words(t('ticket.ask.text'));
    default:
      return null;
  }
}
