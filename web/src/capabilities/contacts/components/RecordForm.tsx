import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Radio, Select } from 'antd';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import { isProblem } from '../../../api/problem';
import type { Contact, RecordFields, RecordForm as WrapUp } from '../../../api/types';
import { dropDraft, readDraft, writeDraft } from '../../../forms/drafts';
import { withdraw } from '../../../forms/outbox';
import { useFaults } from '../../../forms/useFaults';
import { useShortcut } from '../../../shell/keys';
import { ContactPromises } from '../../promises/components/ContactPromises';
import { WhenField } from '../../promises/components/WhenField';
import { categoryGroups, extraFields, requiredOf } from '../categories';
import { categoriesQuery } from '../queries';
import { postRecord } from '../unsentRecords';
import { PathField } from './PathField';

type Fields = Omit<RecordFields, 'resolved_first_contact'> & {
  resolved_first_contact?: boolean | null;
  extra?: Record<string, string>;
  promise?: string;
};

/** Only what was filled in is sent; whitespace is no answer. */
export function cleaned(fields: Fields): Omit<WrapUp, 'finish'> {
  const text = (value: string | undefined) => value?.trim() ?? '';
  return {
    category: text(fields.category),
    matter: text(fields.matter),
    process: text(fields.process),
    solution: text(fields.solution),
    feedback: text(fields.feedback),
    resolved_first_contact: fields.resolved_first_contact ?? null,
    ...(fields.path && fields.path.length > 0 ? { path: fields.path } : {}),
    ...(text(fields.promise) ? { promise: text(fields.promise) } : {}),
    ...(fields.extra && Object.keys(fields.extra).length > 0 ? { extra: fields.extra } : {}),
  };
}

/** The record of a contact. What is typed is kept as a draft until the server has it. */
export function RecordForm({ contact, onSaved }: { contact: Contact; onSaved?: () => void }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const showFaults = useFaults(form);
  const categories = useQuery(categoriesQuery);
  const category = Form.useWatch('category', form);
  const groups = useMemo(() => categoryGroups(categories.data ?? [], i18n.language), [categories.data, i18n.language]);
  const required = requiredOf(categories.data, category);
  const must_ = (field: string) => required.includes(field);
  const finishes = contact.state === 'wrap_up';
  const draftKey = `record.${contact.id}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another contact is another form; its later changes are not typed over
  useEffect(() => {
    form.resetFields();
    const start = readDraft<Fields>(draftKey) ?? (contact.record as Fields | null | undefined);
    if (start) form.setFieldsValue(start);
  }, [draftKey, form]);

  const save = useMutation({
    mutationFn: (fields: Fields) =>
      must(
        api.POST('/api/contacts/{id}/record', {
          params: { path: { id: contact.id } },
          body: { ...cleaned(fields), finish: finishes },
        }),
      ),
    onSuccess: (saved) => {
      withdraw(draftKey);
      if (finishes) dropDraft(draftKey);
      cache.setQueryData(['contact', contact.id], saved);
      void cache.invalidateQueries({ queryKey: ['live'] });
      for (const topic of ['contacts', 'promises', 'due']) void cache.invalidateQueries({ queryKey: [topic] });
      if (!finishes) void message.success(t('record.saved'));
      onSaved?.();
    },
    onError: (error, fields) => {
      if (!isProblem(error, 0)) {
        showFaults(error);
        return;
      }
      postRecord(contact.id, contact.number, { ...cleaned(fields), finish: finishes });
    },
  });
  const submit = () => {
    form.setFields(
      Object.keys(form.getFieldsValue(true) as object).map((name) => ({ name: name as keyof Fields, errors: [] })),
    );
    save.mutate(form.getFieldsValue(true) as Fields);
  };
  useShortcut('finish', submit, !save.isPending);
  const label = (field: string) => (
    <>
      {t(`record.${field}`)}
      {must_(field) && (
        <span style={{ color: 'var(--bad)', marginInlineStart: 4 }} title={t('record.required')}>
          *<span className="sr-only">{t('record.required')}</span>
        </span>
      )}
    </>
  );

  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      name="record"
      onFinish={submit}
      onValuesChange={() => writeDraft(draftKey, form.getFieldsValue(true))}
      data-testid="record-form"
    >
      <div className="record-grid">
        <Form.Item name="category" label={label('category')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={groups}
            loading={categories.isPending}
            placeholder={t('record.categoryHint')}
            data-testid="record-category"
          />
        </Form.Item>
        <Form.Item name="resolved_first_contact" label={label('resolved_first_contact')}>
          <Radio.Group
            data-testid="record-resolved"
            options={[
              { value: true, label: t('record.yes') },
              { value: false, label: t('record.no') },
            ]}
          />
        </Form.Item>
      </div>
      <Form.Item name="matter" label={label('matter')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} data-testid="record-matter" />
      </Form.Item>
      <Form.Item name="process" label={label('process')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} data-testid="record-process" />
      </Form.Item>
      <Form.Item name="solution" label={label('solution')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} data-testid="record-solution" />
      </Form.Item>
      <Form.Item name="feedback" label={label('feedback')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} data-testid="record-feedback" />
      </Form.Item>
      <Form.Item name="path" label={label('path')}>
        <PathField />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(a, b) => a.solution !== b.solution}>
        {(fields) => (
          <Form.Item name="promise" label={t('record.promise')} help="">
            <WhenField matter={fields.getFieldValue('solution')} />
          </Form.Item>
        )}
      </Form.Item>
      <ContactPromises contact={contact.id} />
      {extraFields(required).map((field) => (
        <Form.Item key={field} name={['extra', field]} label={`${field} *`}>
          <Input data-testid={`record-extra-${field}`} />
        </Form.Item>
      ))}
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <span className="muted small">{t('record.draftKept')}</span>
        <Button type="primary" htmlType="submit" loading={save.isPending} data-testid="record-finish">
          {t(finishes ? 'record.finish' : 'record.save')} <kbd className="on-primary">Ctrl Enter</kbd>
        </Button>
      </div>
    </Form>
  );
}
