import { PlusOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Form, Input, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api, must } from '../../../api/client';
import type { Contact, Ticket } from '../../../api/types';
import { dropDraft, readDraft, writeDraft } from '../../../forms/drafts';
import { useFaults } from '../../../forms/useFaults';
import { say } from '../../../i18n';
import { useSession } from '../../../session/SessionProvider';
import { matches, SHORTCUTS } from '../../../shell/keys';
import { categoryGroups, categoryName } from '../../contacts/categories';
import { categoriesQuery } from '../../contacts/queries';
import { type HeldValues, revived, sentValues } from '../forms';
import { typesQuery } from '../queries';
import { CustomerSelect } from './CustomerSelect';
import { FieldControl } from './FieldControl';

interface Fields {
  type: string;
  title: string;
  matter: string;
  category?: string;
  customer?: string;
  fields?: HeldValues;
}

interface Props {
  /** Where it came up: customer, matter, category and the contact itself are carried over. */
  contact?: Contact;
  customer?: string;
  size?: 'small';
  onOpened?: (ticket: Ticket) => void;
}

/** A button with the form of a new ticket behind it. */
export function NewTicket({ contact, customer, size, onOpened }: Props) {
  const { t } = useTranslation();
  const { may } = useSession();
  const [open, setOpen] = useState(false);
  if (!may('tickets.write')) return null;
  return (
    <>
      <Button size={size} icon={<PlusOutlined />} onClick={() => setOpen(true)} data-testid="ticket-new">
        {t('ticket.new')}
      </Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={t('ticket.new')} size={560} destroyOnHidden>
        <NewForm contact={contact} customer={customer} onOpened={onOpened} onClose={() => setOpen(false)} />
      </Drawer>
    </>
  );
}

/** The type that a category suggests. */
const TYPES: [prefix: string, type: string][] = [
  ['complaint', 'complaint'],
  ['suggestion', 'suggestion'],
  ['after', 'after_sales'],
  ['property', 'repair'],
];

function NewForm({ contact, customer, onOpened, onClose }: Props & { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const { may } = useSession();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const showFaults = useFaults(form);
  const types = useQuery(typesQuery);
  const categories = useQuery(categoriesQuery);
  const groups = useMemo(() => categoryGroups(categories.data ?? [], i18n.language), [categories.data, i18n.language]);
  const draft = `ticket.new.${contact?.id ?? customer ?? ''}`;
  const chosen = Form.useWatch('type', form);
  const type = types.data?.find((one) => one.name === chosen);
  const asked = (type?.fields ?? []).filter((field) => field.required || field.must_be != null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: filled once, when the types are known
  useEffect(() => {
    if (!types.data) return;
    const kept = readDraft<Fields>(draft);
    const record = contact?.record;
    const category = record?.category || undefined;
    const suggested = TYPES.find(([prefix]) => category?.startsWith(prefix))?.[1] ?? 'enquiry';
    const first = (record?.matter ?? '').split(/[。\n；;]/)[0]?.slice(0, 60) ?? '';
    const title = first || (category ? categoryName(categories.data, category, i18n.language) : '');
    const start = { type: suggested, category, matter: record?.matter ?? '', title, ...kept };
    const kind = types.data.find((one) => one.name === start.type);
    form.setFieldsValue({ ...start, fields: revived(kind, kept?.fields) } as never);
  }, [types.data !== undefined, draft, form]);
  const save = useMutation({
    mutationFn: (fields: Fields) =>
      must(
        api.POST('/api/tickets', {
          body: {
            type: fields.type,
            title: fields.title ?? '',
            matter: fields.matter ?? '',
            category: fields.category?.replace('/', '.') ?? null,
            contact_id: contact?.id ?? null,
            customer_id: customer ?? contact?.customer_id ?? fields.customer ?? null,
            fields: sentValues(
              type,
              pick(
                fields.fields,
                asked.map((field) => field.name),
              ),
            ),
          },
        }),
      ),
    onSuccess: (ticket) => {
      dropDraft(draft);
      void cache.invalidateQueries({ queryKey: ['tickets'] });
      onClose();
      if (onOpened) onOpened(ticket);
      else if (contact) {
        void message.success(
          <span>
            {t('ticket.wasOpened', { number: ticket.number })}{' '}
            <Button type="link" size="small" onClick={() => void navigate(`/tickets/${ticket.id}`)}>
              {t('ticket.lookAt')}
            </Button>
          </span>,
          6,
        );
      } else void navigate(`/tickets/${ticket.id}`);
    },
    onError: showFaults,
  });
  const submit = () => save.mutate(form.getFieldsValue(true) as Fields);
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      onFinish={submit}
      onValuesChange={() => writeDraft(draft, form.getFieldsValue(true))}
      onKeyDown={(event) => {
        if (matches(event.nativeEvent, SHORTCUTS.finish)) submit();
      }}
      data-testid="new-ticket-form"
    >
      {contact && (
        <p className="code-hint" style={{ marginTop: 0 }}>
          {t('ticket.carriedOver', { number: contact.number })}
        </p>
      )}
      <div className="two">
        <Form.Item name="type" label={t('ticket.type')}>
          <Select
            options={types.data?.map((one) => ({ value: one.name, label: say(one.label, i18n.language) }))}
            loading={types.isPending}
            data-testid="new-ticket-type"
          />
        </Form.Item>
        <Form.Item name="category" label={t('record.category')}>
          <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={groups} />
        </Form.Item>
      </div>
      {!contact && !customer && may('customers.read') && (
        <Form.Item name="customer" label={t('ticket.customer')}>
          <CustomerSelect />
        </Form.Item>
      )}
      <Form.Item name="title" label={t('ticket.title')}>
        <Input data-testid="new-ticket-title" maxLength={200} />
      </Form.Item>
      <Form.Item name="matter" label={t('ticket.matter')}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} data-testid="new-ticket-matter" />
      </Form.Item>
      {asked.map((field) => (
        <Form.Item key={field.name} name={['fields', field.name]} label={`${say(field.label, i18n.language)} *`}>
          <FieldControl field={field} />
        </Form.Item>
      ))}
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <span className="muted small">{t('record.draftKept')}</span>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={save.isPending} data-testid="new-ticket-save">
          {t('ticket.open')} <kbd className="on-primary">Ctrl Enter</kbd>
        </Button>
      </div>
    </Form>
  );
}

function pick(values: HeldValues | undefined, names: string[]): HeldValues {
  return Object.fromEntries(Object.entries(values ?? {}).filter(([name]) => names.includes(name)));
}
