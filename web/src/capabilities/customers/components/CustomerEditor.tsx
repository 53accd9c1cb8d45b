import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import type { Customer, CustomerForm, Level } from '../../../api/types';
import { useFaults } from '../../../forms/useFaults';

const LEVELS: Level[] = ['visitor', 'member', 'key_account', 'blocked'];

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
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [form] = Form.useForm<CustomerForm>();
  const showFaults = useFaults(form);
  const save = useMutation({
    mutationFn: (body: CustomerForm) =>
      customer
        ? must(api.PUT('/api/customers/{id}', { params: { path: { id: customer.id } }, body }))
        : must(api.POST('/api/customers', { body })),
    onSuccess: (saved) => {
      void cache.invalidateQueries({ queryKey: ['customers'] });
      onSaved(saved);
    },
    onError: showFaults,
  });
  const start: CustomerForm = customer
    ? { name: customer.name, phones: customer.phones, level: customer.level, notes: customer.notes }
    : { name: '', phones: phone ? [phone] : [], level: 'visitor', notes: '' };
  return (
    <Form<CustomerForm>
      form={form}
      layout="vertical"
      name="customer"
      initialValues={start}
      onFinish={(fields) => save.mutate(fields)}
      data-testid="customer-form"
    >
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
          tokenSeparators={[' ', ',', '，', ';']}
          data-testid="customer-phones"
        />
      </Form.Item>
      <Form.Item name="level" label={t('customer.levelLabel')}>
        <Select options={LEVELS.map((level) => ({ value: level, label: t(`customer.level.${level}`) }))} />
      </Form.Item>
      <Form.Item name="notes" label={t('customer.notes')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} data-testid="customer-notes" />
      </Form.Item>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={save.isPending} data-testid="customer-save">
          {t('action.save')}
        </Button>
      </div>
    </Form>
  );
}
