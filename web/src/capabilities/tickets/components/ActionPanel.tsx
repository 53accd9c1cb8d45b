import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Radio, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../../api/problem';
import type { Possible, Ticket, TicketType } from '../../../api/types';
import { dropDraft, readDraft, writeDraft } from '../../../forms/drafts';
import { useFaults } from '../../../forms/useFaults';
import { say } from '../../../i18n';
import { matches, SHORTCUTS } from '../../../shell/keys';
import { type HeldValues, held, revived } from '../forms';
import { type ActionValues, type Ask, actionOf, asksOf, fieldsOf, isPlain } from '../possible';
import { act, departmentsQuery } from '../queries';
import { versionOf } from '../versions';
import { fieldOf } from '../words';
import { Conflict } from './Conflict';
import { FieldItems } from './FieldItems';

/** What can be done now, as the server says; each with the form it asks for. */
export function ActionPanel({ ticket, type }: { ticket: Ticket; type: TicketType | undefined }) {
  const { t, i18n } = useTranslation();
  const [chosen, choose] = useState<string | null>(null);
  const possible = ticket.possible.find((one) => one.name === chosen);
  const run = useAct(ticket);
  if (ticket.possible.length === 0) return <p className="muted">{t('ticket.nothingPossible')}</p>;
  return (
    <div data-testid="ticket-actions">
      <div className="row wrap">
        {ticket.possible.map((one, index) => (
          <Button
            key={one.name}
            type={
              chosen === one.name || (chosen === null && index === 0 && one.name !== 'reopen') ? 'primary' : 'default'
            }
            loading={run.isPending && run.variables?.possible.name === one.name}
            onClick={() => {
              run.reset();
              if (isPlain(one, type)) run.mutate({ possible: one, type, values: {} });
              else choose(chosen === one.name ? null : one.name);
            }}
            data-testid={`do-${one.name}`}
          >
            {say(one.label, i18n.language)}
          </Button>
        ))}
      </div>
      {isProblem(run.error) && !possible && <Conflict problem={run.error} type={type} />}
      {possible && (
        <ActionForm key={possible.name} ticket={ticket} type={type} possible={possible} onDone={() => choose(null)} />
      )}
    </div>
  );
}

interface Wish {
  possible: Possible;
  type: TicketType | undefined;
  values: ActionValues;
  /** The version in view when the form was opened. */
  seen?: number;
}

/** Does something possible; the page shows the ticket as it is then. */
function useAct(ticket: Ticket) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ possible, type, values, seen }: Wish) =>
      act(ticket.id, actionOf(possible, type, values), seen ?? ticket.version),
    onSuccess: (after) => {
      cache.setQueryData(['ticket', ticket.id], after);
      void cache.invalidateQueries({ queryKey: ['ticket', ticket.id, 'story'] });
      void cache.invalidateQueries({ queryKey: ['ticket', ticket.id, 'due'] });
      void cache.invalidateQueries({ queryKey: ['tickets'] });
    },
    // What somebody else did meanwhile is shown; what was typed stays in its form.
    onError: () => cache.invalidateQueries({ queryKey: ['ticket', ticket.id] }),
  });
}

interface FormProps {
  ticket: Ticket;
  type: TicketType | undefined;
  possible: Possible;
  onDone: () => void;
}

function ActionForm({ ticket, type, possible, onDone }: FormProps) {
  const { t, i18n } = useTranslation();
  const [form] = Form.useForm<ActionValues>();
  const showFaults = useFaults(form);
  const run = useAct(ticket);
  const [seen, setSeen] = useState(ticket.version);
  const draft = `ticket.${ticket.id}.${possible.name}`;
  const fields = fieldsOf(possible, type);
  // biome-ignore lint/correctness/useExhaustiveDependencies: filled once; what others change is not typed over
  useEffect(() => {
    const kept = readDraft<ActionValues>(draft);
    const start: HeldValues = {};
    for (const name of fields) start[name] = held(fieldOf(type, name), ticket.fields[name]);
    form.setFieldsValue({ ...kept, fields: { ...start, ...revived(type, kept?.fields) } } as never);
  }, [draft, form]);
  const submit = () =>
    run.mutate(
      { possible, type, values: form.getFieldsValue(true) as ActionValues, seen },
      {
        onSuccess: () => {
          dropDraft(draft);
          onDone();
        },
        onError: (error) => {
          if (!isProblem(error, 409)) showFaults(asFieldsOfForm(error));
          setSeen((before) => versionOf(error) ?? before);
        },
      },
    );
  return (
    <Form<ActionValues>
      form={form}
      layout="vertical"
      className="action-form"
      onFinish={submit}
      onValuesChange={() => writeDraft(draft, form.getFieldsValue(true))}
      onKeyDown={(event) => {
        if (matches(event.nativeEvent, SHORTCUTS.finish)) submit();
      }}
      data-testid={`form-${possible.name}`}
    >
      {isProblem(run.error, 409) && <Conflict problem={run.error} type={type} />}
      <FieldItems type={type} names={fields} />
      {asksOf(possible, type).map((ask) => (
        <Form.Item key={ask} name={ask} label={t(`ticket.ask.${ask}`)}>
          <AskControl ask={ask} />
        </Form.Item>
      ))}
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <span className="muted small">{t('record.draftKept')}</span>
        <Button onClick={onDone}>{t('action.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={run.isPending} data-testid="action-submit">
          {say(possible.label, i18n.language)} <kbd className="on-primary">Ctrl Enter</kbd>
        </Button>
      </div>
    </Form>
  );
}

/** The server names parts of a request; the form has them without the leading `action`. */
function asFieldsOfForm(error: unknown): unknown {
  if (isProblem(error)) {
    for (const fault of error.fields) fault.field = fault.field.replace(/^action\./, '');
  }
  return error;
}

function AskControl({ ask, ...control }: { ask: Ask } & Record<string, unknown>) {
  const { t, i18n } = useTranslation();
  const departments = useQuery({ ...departmentsQuery, enabled: ask === 'department' });
  if (ask === 'department') {
    return (
      <Select
        {...control}
        style={{ maxWidth: 280 }}
        options={departments.data?.map((one) => ({ value: one.name, label: say(one.label, i18n.language) }))}
        data-testid="ask-department"
      />
    );
  }
  if (ask === 'satisfied') {
    return (
      <Radio.Group
        {...control}
        options={[
          { value: true, label: t('ticket.satisfied') },
          { value: false, label: t('ticket.notSatisfied') },
        ]}
      />
    );
  }
  return <Input.TextArea {...control} autoSize={{ minRows: 2, maxRows: 10 }} data-testid={`ask-${ask}`} />;
}
