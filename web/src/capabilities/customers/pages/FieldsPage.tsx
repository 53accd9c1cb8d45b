import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import type { CustomerField } from '../../../api/types';
import { EditorDrawer } from '../../../forms/EditorDrawer';
import { useEditor } from '../../../forms/useEditor';
import { say } from '../../../i18n';
import { type Column, DataTable } from '../../../table/DataTable';
import { fieldsQuery } from '../queries';

const NEEDED = ['booth_number', 'trading_code'];

/** The centre's own fields of customers: data, defined here. */
export function FieldsPage() {
  const { t, i18n } = useTranslation();
  const fields = useQuery(fieldsQuery);
  const editor = useEditor<CustomerField>();
  // Each bears the version of all, for they are saved together.
  const all = (fields.data ?? []).map(({ version: _, ...field }) => field);
  const version = fields.data?.[0]?.version;
  const replace = (next: CustomerField[], seen: string | undefined) =>
    must(api.PUT('/api/customer-fields', { params: { query: { version: seen } }, body: next })).catch((error) => {
      // What others changed stays: the next save goes on from it.
      void fields.refetch();
      throw error;
    });
  const save = (field: CustomerField, seen: string | undefined) => {
    const known = editor.item?.name;
    const kept = { ...field, options: field.options ?? [] };
    return replace(known ? all.map((one) => (one.name === known ? kept : one)) : [...all, kept], seen);
  };
  const columns: Column<CustomerField>[] = [
    { key: 'label', title: t('customer.fields.label'), render: (one) => say(one.label, i18n.language) },
    { key: 'name', title: t('customer.fields.name'), render: (one) => <span className="mono">{one.name}</span> },
    { key: 'kind', title: t('customer.fields.kindLabel'), render: (one) => t(`customer.fields.kind.${one.kind}`) },
    {
      key: 'unique',
      title: t('customer.fields.unique'),
      render: (one) => t(one.unique ? 'customer.yes' : 'customer.no'),
    },
    {
      key: 'sensitive',
      title: t('customer.fields.sensitive'),
      render: (one) => t(one.sensitive ? 'customer.yes' : 'customer.no'),
    },
  ];
  const removable = editor.item && !NEEDED.includes(editor.item.name);
  return (
    <>
      <div className="page-head">
        <h1>{t('admin.places.customer-fields')}</h1>
        <span className="grow" />
        <Button type="primary" icon={<PlusOutlined />} onClick={editor.create} data-testid="field-create">
          {t('action.add')}
        </Button>
      </div>
      <DataTable<CustomerField>
        id="customer-fields"
        label={t('admin.places.customer-fields')}
        columns={columns}
        rows={fields.data}
        rowKey={(field) => field.name}
        onOpen={editor.edit}
        error={fields.error}
        retry={() => void fields.refetch()}
        empty={t('customer.fields.none')}
      />
      <EditorDrawer<CustomerField>
        title={t('admin.places.customer-fields')}
        open={editor.open}
        initial={editor.item ?? { kind: 'text', options: [], unique: false, sensitive: false }}
        onClose={editor.close}
        version={version}
        save={save}
        remove={
          removable
            ? () =>
                replace(
                  all.filter((one) => one.name !== editor.item?.name),
                  version,
                )
            : undefined
        }
        stale={['customer-fields']}
      >
        <div className="two">
          <Form.Item
            name={['label', 'zh']}
            label={t('customer.fields.labelZh')}
            rules={[{ required: true, message: t('customer.life.needed') }]}
          >
            <Input data-testid="field-zh" />
          </Form.Item>
          <Form.Item
            name={['label', 'en']}
            label={t('customer.fields.labelEn')}
            rules={[{ required: true, message: t('customer.life.needed') }]}
          >
            <Input data-testid="field-en" />
          </Form.Item>
        </div>
        <Form.Item
          name="name"
          label={t('customer.fields.name')}
          extra={t('customer.fields.nameHint')}
          rules={[{ required: true, message: t('customer.life.needed') }]}
        >
          <Input disabled={editor.item !== undefined} data-testid="field-name" />
        </Form.Item>
        <Form.Item name="kind" label={t('customer.fields.kindLabel')}>
          <Select
            options={(['text', 'number', 'date', 'choice'] as const).map((value) => ({
              value,
              label: t(`customer.fields.kind.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item noStyle shouldUpdate>
          {({ getFieldValue }) =>
            getFieldValue('kind') === 'choice' && (
              <Form.Item name="options" label={t('customer.fields.options')}>
                <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，']} />
              </Form.Item>
            )
          }
        </Form.Item>
        <Form.Item
          name="unique"
          label={t('customer.fields.unique')}
          extra={t('customer.fields.uniqueHint')}
          valuePropName="checked"
        >
          <Switch />
        </Form.Item>
        <Form.Item
          name="sensitive"
          label={t('customer.fields.sensitive')}
          extra={t('customer.fields.sensitiveHint')}
          valuePropName="checked"
        >
          <Switch />
        </Form.Item>
      </EditorDrawer>
    </>
  );
}
