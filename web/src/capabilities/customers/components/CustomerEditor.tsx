import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, DatePicker, Form, Input, Radio, Select, Switch } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, must } from '../../../api/client';
import { isProblem } from '../../../api/problem';
import type { Customer, CustomerField, CustomerForm } from '../../../api/types';
import { useFaults } from '../../../forms/useFaults';
import { say } from '../../../i18n';
import { matches, SHORTCUTS } from '../../../shell/keys';
import { instantOf, wall } from '../../../time/centre';
import { facetsQuery, fieldsQuery } from '../queries';
import { STAGES } from './StageChip';

const PURPOSES = ['calls', 'messages', 'email'] as const;

function startOf(customer: Customer | undefined, phone: string | undefined): CustomerForm {
  if (!customer) return { name: '', kind: 'person', phones: phone ? [phone] : [], stage: 'lead', notes: '' };
  const consents = Object.fromEntries(Object.entries(customer.consents).map(([key, one]) => [key, one.given]));
  const { name, kind, phones, emails, accounts, company, nature, region, address, tags, fields, notes } = customer;
  const { blocked, blocked_why } = customer;
  return {
    name,
    kind,
    phones,
    emails,
    accounts,
    company,
    nature,
    region,
    address,
    tags,
    fields,
    notes,
    blocked,
    blocked_why,
    consents,
  };
}

/** What the form holds: the day on which a service period ends is picked. */
type Fields = Omit<CustomerForm, 'service_until'> & { service_until?: Dayjs };

/** What the server takes; only members have a service period, only key accounts a ground. */
function bodyOf({ service_until, key_ground, ...typed }: Fields): CustomerForm {
  const member = typed.stage === 'member' || typed.stage === 'key_account';
  return {
    ...typed,
    ...(member && service_until ? { service_until: instantOf(service_until.endOf('day')) } : {}),
    ...(typed.stage === 'key_account' ? { key_ground } : {}),
  };
}

/** What somebody else wrote meanwhile into the fields at fault, and who it was. */
function Meanwhile({ current, fields, said }: { current: Customer; fields: string[]; said: string }) {
  const { t } = useTranslation();
  const text = (field: string) => {
    const value = (current as unknown as Record<string, unknown>)[field];
    return typeof value === 'string' ? value || '–' : JSON.stringify(value);
  };
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 12 }}
      data-testid="customer-meanwhile"
      title={said}
      description={
        <>
          {fields.map((field) => (
            <div key={field}>
              {t(`customer.meanwhile.field.${field}`)}: {text(field)}
            </div>
          ))}
          <div>{t('customer.meanwhile.hint')}</div>
        </>
      }
    />
  );
}

/** A new customer, or changes to a known one. */
export function CustomerEditor({
  customer,
  phone,
  onSaved,
  onCancel,
}: {
  customer?: Customer;
  phone?: string;
  onSaved: (customer: Customer) => void;
  onCancel: () => void;
}) {
  const { t, i18n } = useTranslation();
  const cache = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const showFaults = useFaults(form);
  const fields = useQuery(fieldsQuery);
  const facets = useQuery(facetsQuery);
  const [whole, showAll] = useState(false);
  const [version, setVersion] = useState(customer?.version);
  const [theirs, setTheirs] = useState<{ current: Customer; fields: string[]; said: string }>();
  const save = useMutation({
    mutationFn: (fields: Fields) => {
      const typed = bodyOf(fields);
      return customer
        ? must(api.PUT('/api/customers/{id}', { params: { path: { id: customer.id } }, body: { ...typed, version } }))
        : must(api.POST('/api/customers', { body: typed }));
    },
    onSuccess: (saved) => {
      void cache.invalidateQueries({ queryKey: ['customers'] });
      onSaved(saved);
    },
    onError: async (error) => {
      showFaults(error);
      const held = isProblem(error) && error.type.endsWith('customers.code_held');
      setHolder(held ? error.possible[0] : undefined);
      // The field at fault stands among those that are folded away.
      if (held) showAll(true);
      if (!customer || !isProblem(error) || !error.type.endsWith('changed_meanwhile')) return;
      const current = await must(api.GET('/api/customers/{id}', { params: { path: { id: customer.id } } }));
      setTheirs({ current, fields: error.fields.map((fault) => fault.field), said: error.message });
      setVersion(current.version);
    },
  });
  const [holder, setHolder] = useState<string>();
  const [start] = useState(() => ({ ...startOf(customer, phone), ...(customer ? {} : BEGINNING()) }));
  const stage = Form.useWatch('stage', form);
  const joining = !customer && (stage === 'member' || stage === 'key_account');
  const words = (list: string[] | undefined) => (list ?? []).map((value) => ({ value, label: value }));
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      name="customer"
      initialValues={start}
      onFinish={(typed) => save.mutate(typed)}
      onKeyDown={(event) => {
        if (matches(event.nativeEvent, SHORTCUTS.finish)) form.submit();
      }}
      data-testid="customer-form"
    >
      {theirs && <Meanwhile {...theirs} />}
      {holder && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          data-testid="customer-code-held"
          title={
            <span className="row wrap">
              {t('customer.codeHeld')}
              <Link to={`/customers/${holder.replace('customer:', '')}`}>{t('customer.openHolder')}</Link>
            </span>
          }
        />
      )}
      <Form.Item
        name="name"
        label={t('customer.name')}
        rules={[{ required: true, whitespace: true, message: t('customer.needName') }]}
      >
        <Input data-testid="customer-name" />
      </Form.Item>
      <Form.Item name="phones" label={t('customer.phones')} extra={t('customer.phonesHint')}>
        <Select
          mode="tags"
          open={false}
          suffixIcon={null}
          tokenSeparators={[',', '，', ';']}
          data-testid="customer-phones"
        />
      </Form.Item>
      <div className="two">
        <Form.Item name="kind" label={t('customer.kindLabel')}>
          <Select
            options={(['person', 'organisation'] as const).map((value) => ({
              value,
              label: t(`customer.kind.${value}`),
            }))}
          />
        </Form.Item>
        {customer ? (
          <Form.Item name="region" label={t('customer.region')}>
            <Input />
          </Form.Item>
        ) : (
          <Form.Item name="stage" label={t('customer.stageLabel')}>
            <Select options={STAGES.map((value) => ({ value, label: t(`customer.stage.${value}`) }))} />
          </Form.Item>
        )}
      </div>
      {joining && <Joining keyAccount={stage === 'key_account'} />}
      <Form.Item name="notes" label={t('customer.notes')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} data-testid="customer-notes" />
      </Form.Item>
      <div style={whole ? undefined : { display: 'none' }}>
        <More
          customer={customer}
          fields={(fields.data ?? []).filter((one) => !joining || !CODES.includes(one.name))}
          language={i18n.language}
          tags={words(facets.data?.tags)}
        />
      </div>
      <div className="spread">
        <Button type="link" style={{ padding: 0 }} onClick={() => showAll(!whole)} data-testid="customer-more">
          {t(whole ? 'customer.less' : 'customer.more')}
        </Button>
        <span className="row">
          <Button onClick={onCancel}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={save.isPending} data-testid="customer-save">
            {t(theirs ? 'customer.meanwhile.save' : 'action.save')}
          </Button>
        </span>
      </div>
    </Form>
  );
}

/** What a new member begins with, until something else is said. */
const BEGINNING = () => ({ service_until: wall().add(1, 'year'), key_ground: { ground: 'agency_rights' as const } });
/** The fields of the profile that joining asks for. */
const CODES = ['booth_number', 'trading_code'];

/** What somebody who begins as a member or key account must bring, as the moves to there ask it. */
function Joining({ keyAccount }: { keyAccount: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="two">
        <Form.Item name={['fields', 'booth_number']} label={t('customer.life.booth')} required>
          <Input data-testid="customer-booth" />
        </Form.Item>
        <Form.Item name={['fields', 'trading_code']} label={t('customer.life.code')} required>
          <Input data-testid="customer-code" />
        </Form.Item>
      </div>
      <Form.Item name="service_until" label={t('customer.serviceUntil')} required>
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
      {keyAccount && (
        <>
          <Form.Item name={['key_ground', 'ground']} label={t('customer.life.ground')} required>
            <Radio.Group
              options={[
                { value: 'agency_rights', label: t('customer.life.agency') },
                { value: 'marked', label: t('customer.life.marked') },
              ]}
            />
          </Form.Item>
          <Form.Item noStyle shouldUpdate>
            {({ getFieldValue }) =>
              getFieldValue(['key_ground', 'ground']) === 'marked' && (
                <Form.Item name={['key_ground', 'why']} label={t('customer.life.why')} required>
                  <Input data-testid="customer-key-why" />
                </Form.Item>
              )
            }
          </Form.Item>
        </>
      )}
    </>
  );
}

/** The rarer part of the form. */
function More(props: {
  customer?: Customer;
  fields: CustomerField[];
  language: string;
  tags: { value: string; label: string }[];
}) {
  const { t } = useTranslation();
  return (
    <>
      {!props.customer && (
        <Form.Item name="region" label={t('customer.region')}>
          <Input />
        </Form.Item>
      )}
      <Form.Item name="emails" label={t('customer.emails')}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', ';', ' ']} />
      </Form.Item>
      <div className="two">
        <Form.Item name="company" label={t('customer.company')}>
          <Input />
        </Form.Item>
        <Form.Item name="nature" label={t('customer.nature')}>
          <Input />
        </Form.Item>
      </div>
      <Form.Item name="address" label={t('customer.address')}>
        <Input />
      </Form.Item>
      <Form.Item name="tags" label={t('customer.tags')}>
        <Select mode="tags" options={props.tags} tokenSeparators={[',', '，', ';']} data-testid="customer-tags" />
      </Form.Item>
      {props.fields.map((field) => (
        <Form.Item key={field.name} name={['fields', field.name]} label={say(field.label, props.language)}>
          {field.kind === 'choice' ? (
            <Select allowClear options={field.options?.map((value) => ({ value, label: value }))} />
          ) : (
            <Input placeholder={field.kind === 'date' ? '2026-11-22' : undefined} />
          )}
        </Form.Item>
      ))}
      <Form.Item label={t('customer.consents')}>
        <div className="row wrap" style={{ gap: 16 }}>
          {PURPOSES.map((purpose) => (
            <span key={purpose} className="row" style={{ gap: 4 }}>
              <Form.Item name={['consents', purpose]} valuePropName="checked" noStyle>
                <Switch size="small" aria-label={t(`customer.consent.${purpose}`)} />
              </Form.Item>
              {t(`customer.consent.${purpose}`)}
            </span>
          ))}
        </div>
      </Form.Item>
      <div className="two">
        <Form.Item name="blocked" label={t('customer.blocked')} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="blocked_why" label={t('customer.blockedWhy')}>
          <Input />
        </Form.Item>
      </div>
    </>
  );
}
