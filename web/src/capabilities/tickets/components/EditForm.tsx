import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
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
import { versionOf } from '../versions';
import { Conflict } from './Conflict';
import { FieldControl } from './FieldControl';

/** The ticket as it was when the editing began: what differs from it was changed here. */
type Base = Pick<Ticket, 'title' | 'matter' | 'category' | 'fields' | 'version'>;

interface Draft {
  typed: Fields;
  base: Base;
}

interface Fields {
  title: string;
  matter: string;
  category?: string;
  fields?: HeldValues;
}

function baseOf({ title, matter, category, fields, version }: Ticket): Base {
  return { title, matter, category, fields, version };
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
  const kept = useRef(readDraft<Draft>(draft));
  const [base, setBase] = useState<Base>(kept.current?.base ?? baseOf(ticket));
  const shownFields = type.fields.filter((field) => field.takes.kind !== 'files');
  // biome-ignore lint/correctness/useExhaustiveDependencies: filled once; what others change is not typed over
  useEffect(() => {
    const fields: HeldValues = {};
    for (const field of shownFields) fields[field.name] = held(field, base.fields[field.name]);
    const typed = kept.current?.typed;
    const start = { title: base.title, matter: base.matter, category: base.category?.replace('.', '/'), ...typed };
    form.setFieldsValue({ ...start, fields: { ...fields, ...revived(type, typed?.fields) } } as never);
  }, [draft, form]);
  const save = useMutation({
    mutationFn: () => {
      const typed = form.getFieldsValue(true) as Fields;
      const values = sentValues(type, typed.fields);
      const changed = Object.fromEntries(
        Object.entries(values).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(base.fields[name])),
      );
      const title = typed.title.trim() === base.title ? null : typed.title.trim();
      const matter = typed.matter.trim() === base.matter ? null : typed.matter.trim();
      const chosen = typed.category?.replace('/', '.');
      const category = chosen && chosen !== base.category ? chosen : null;
      return act(ticket.id, { do: 'edit', title, matter, category, fields: changed }, base.version);
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
      // Who saw what was changed may save over it.
      const version = versionOf(error);
      if (version) setBase({ ...base, version });
    },
  });
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      onFinish={() => save.mutate()}
      onValuesChange={() => writeDraft<Draft>(draft, { typed: form.getFieldsValue(true) as Fields, base })}
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
