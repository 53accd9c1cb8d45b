import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Form, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import { useFaults } from '../../../forms/useFaults';
import { Failure, Loading } from '../../../shell/states';

interface Fields {
  file_after_days: number;
  keep: boolean;
  delete_after_days?: number | null;
}

/** When closed tickets leave the lists, and when they are deleted (TKT-10). */
export function FilingPage() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const showFaults = useFaults(form);
  const keep = Form.useWatch('keep', form);
  const rule = useQuery({ queryKey: ['ticket-filing'], queryFn: () => must(api.GET('/api/ticket-filing')) });
  const save = useMutation({
    mutationFn: (fields: Fields) =>
      must(
        api.PUT('/api/ticket-filing', {
          body: {
            file_after_days: fields.file_after_days,
            delete_after_days: fields.keep ? null : (fields.delete_after_days ?? null),
          },
        }),
      ),
    onSuccess: (saved) => {
      cache.setQueryData(['ticket-filing'], saved);
      void message.success(t('record.saved'));
    },
    onError: showFaults,
  });
  if (rule.isPending) return <Loading />;
  if (rule.isError) return <Failure error={rule.error} retry={() => void rule.refetch()} />;
  const days = rule.data.delete_after_days;
  return (
    <>
      <div className="page-head">
        <h1>{t('admin.places.filing')}</h1>
      </div>
      <section className="panel" style={{ maxWidth: 560 }}>
        <Form<Fields>
          form={form}
          layout="vertical"
          initialValues={{ ...rule.data, keep: days === null || days === undefined, delete_after_days: days ?? 1095 }}
          onFinish={(fields) => save.mutate(fields)}
        >
          <Form.Item name="file_after_days" label={t('ticketType.fileAfter')} extra={t('ticketType.fileHint')}>
            <InputNumber min={0} precision={0} suffix={t('ticketType.dayUnit')} style={{ width: 160 }} />
          </Form.Item>
          <Form.Item name="keep" valuePropName="checked">
            <Checkbox>{t('ticketType.keepForever')}</Checkbox>
          </Form.Item>
          {!keep && (
            <Form.Item name="delete_after_days" label={t('ticketType.deleteAfter')} extra={t('ticketType.deleteHint')}>
              <InputNumber min={1} precision={0} suffix={t('ticketType.dayUnit')} style={{ width: 160 }} />
            </Form.Item>
          )}
          <Button type="primary" htmlType="submit" loading={save.isPending} data-testid="filing-save">
            {t('action.save')}
          </Button>
        </Form>
      </section>
    </>
  );
}
