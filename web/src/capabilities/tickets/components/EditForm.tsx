import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../../api/problem';
import type { Ticket, TicketType } from '../../../api/types';
import { dropDraft, readDraft, writeDraft } from '../../../forms/drafts';
import { useFaults } from '../../../forms/useFaults';
import { say } from '../../../i18n';
import { matches, SHORTCUTS } from '../../../shell/keys';
import { categoryGroups } from '../../contacts/categories';
import { categoriesQuery } from '../../contacts/queries';
import { type HeldValues, held, revived, sentValues } from '../forms';
import { act } from '../queries';
import { Conflict } from './Conflict';
import { FieldControl } from './FieldControl';

interface Fields {
  title: string;
  matter: string;
  category?: string;
  fields?: HeldValues;
}

/** What is written in a ticket, to be changed. Only what was changed is sent: the rest stays as others left it. */
export function EditForm({ ticket, type, onDone }: { ticket: Ticket; type: TicketType; onDone: () => void }) {
  const { t, i18n } = useTranslation();
  const cache = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const showFaults = useFaults(form);
  const draft = `ticket.${ticket.id}.edit`;
  const categories = useQuery(categoriesQuery);
  const groups = useMemo(() => categoryGroups(categories.data ?? [], i18n.language), [categories.data, i18n.language]);
  const shownFields = type.fields.filter((field) => field.takes.kind !== 'files');
  // biome-ignore lint/correctness/useExhaustiveDependencies: filled once; what others change is not typed over
  useEffect(() => {
    const fields: HeldValues = {};
    for (const field of shownFields) fields[field.name] = held(field, ticket.fields[field.name]);
    const kept = readDraft<Fields>(draft);
    const category = ticket.category?.replace('.', '/');
    const start = { title: ticket.title, matter: ticket.matter, category, ...kept };
    form.setFieldsValue({ ...start, fields: { ...fields, ...revived(type, kept?.fields) } } as never);
  }, [draft, form]);
  const save = useMutation({
    mutationFn: () => {
      const typed = form.getFieldsValue(true) as Fields;
      const values = sentValues(type, typed.fields);
      const changed = Object.fromEntries(
        Object.entries(values).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(ticket.fields[name])),
      );
      const title = typed.title.trim() === ticket.title ? null : typed.title.trim();
      const matter = typed.matter.trim() === ticket.matter ? null : typed.matter.trim();
      const chosen = typed.category?.replace('/', '.');
      const category = chosen && chosen !== ticket.category ? chosen : null;
      return act(ticket.id, { do: 'edit', title, matter, category, fields: changed }, ticket.version);
    },
    onSuccess: (after) => {
      dropDraft(draft);
      cache.setQueryData(['ticket', ticket.id], after);
      void cache.invalidateQueries({ queryKey: ['ticket', ticket.id, 'story'] });
      void cache.invalidateQueries({ queryKey: ['tickets'] });
      onDone();
    },
    onError: (error) => {
      void cache.invalidateQueries({ queryKey: ['ticket', ticket.id] });
      if (!isProblem(error, 409)) showFaults(error);
    },
  });
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      onFinish={() => save.mutate()}
      onValuesChange={() => writeDraft(draft, form.getFieldsValue(true))}
      onKeyDown={(event) => {
        if (matches(event.nativeEvent, SHORTCUTS.finish)) save.mutate();
      }}
      data-testid="ticket-edit-form"
    >
      {isProblem(save.error, 409) && <Conflict problem={save.error} type={type} />}
      <Form.Item name="title" label={t('ticket.title')}>
        <Input data-testid="edit-title" />
      </Form.Item>
      <Form.Item name="matter" label={t('ticket.matter')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 10 }} data-testid="edit-matter" />
      </Form.Item>
      <Form.Item name="category" label={t('record.category')}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={groups} />
      </Form.Item>
      <div className="two">
        {shownFields.map((field) => (
          <Form.Item key={field.name} name={['fields', field.name]} label={say(field.label, i18n.language)}>
            <FieldControl field={field} />
          </Form.Item>
        ))}
      </div>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button
          onClick={() => {
            dropDraft(draft);
            onDone();
          }}
        >
          {t('action.cancel')}
        </Button>
        <Button type="primary" htmlType="submit" loading={save.isPending} data-testid="edit-save">
          {t('action.save')} <kbd className="on-primary">Ctrl Enter</kbd>
        </Button>
      </div>
    </Form>
  );
}
