import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFaults } from '../../../forms/useFaults';
import { wall } from '../../../time/centre';
import { downloadFile } from '../download';
import type { CustomerFilter } from '../queries';

interface Fields {
  format: 'csv' | 'xlsx';
  reason: string;
}

/** Exports what the list shows, nothing masked; the reason goes to the audit log. */
export function ExportForm({ filter, onDone }: { filter: CustomerFilter; onDone: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const showFaults = useFaults(form);
  const send = useMutation({
    mutationFn: (fields: Fields) =>
      downloadFile('/api/customer-exports', `customers-${wall().format('YYYY-MM-DD')}.${fields.format}`, {
        method: 'POST',
        body: JSON.stringify({ ...fields, filter }),
      }),
    onSuccess: onDone,
    onError: showFaults,
  });
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      initialValues={{ format: 'xlsx', reason: '' }}
      onFinish={(fields) => send.mutate(fields)}
      data-testid="export-form"
    >
      <p className="muted">{t('customer.export.hint')}</p>
      <Form.Item name="format" label={t('customer.export.format')}>
        <Radio.Group options={['xlsx', 'csv'].map((value) => ({ value, label: value.toUpperCase() }))} />
      </Form.Item>
      <Form.Item name="reason" label={t('customer.export.reason')}>
        <Input data-testid="export-reason" />
      </Form.Item>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={onDone}>{t('action.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={send.isPending} data-testid="export-send">
          {t('customer.export.open')}
        </Button>
      </div>
    </Form>
  );
}
