import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import type { TicketFilingRule } from '../../../api/types';
import { useFaults } from '../../../forms/useFaults';
import { useSeen } from '../../../forms/useSeen';
import { say } from '../../../i18n';
import { Failure, Loading } from '../../../shell/states';
import { typesQuery } from '../queries';
import '../tickets.css';

interface Kept {
  type?: string;
  file_after_days: number;
  /** Empty: for ever. */
  delete_after_days?: number | null;
}
interface Fields extends Kept {
  types: Kept[];
}

const DAYS = { min: 0, precision: 0, style: { width: '100%' } } as const;

function fieldsOf(rule: TicketFilingRule): Fields {
  const types = Object.entries(rule.types ?? {}).map(([type, kept]) => ({ type, ...kept }));
  const { file_after_days, delete_after_days } = rule;
  return { file_after_days, delete_after_days, types };
}

function ruleOf(fields: Fields): TicketFilingRule {
  const kept = (one: Kept) => ({
    file_after_days: one.file_after_days,
    delete_after_days: one.delete_after_days ?? null,
  });
  const types = Object.fromEntries(fields.types.map((one) => [one.type ?? '', kept(one)]));
  return { ...kept(fields), types };
}

/** When closed tickets leave the lists, and when they are deleted (TKT-10). */
export function FilingPage() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const showFaults = useFaults(form);
  const rule = useQuery({ queryKey: ['ticket-filing'], queryFn: () => must(api.GET('/api/ticket-filing')) });
  const seen = useSeen();
  const { version } = rule.data ?? {};
  // The form shows what was read first; that is what is edited, whatever is read later.
  if (seen.current() === undefined && version) seen.open(version);
  const save = useMutation({
    mutationFn: (fields: Fields) =>
      must(api.PUT('/api/ticket-filing', { params: { query: { version: seen.current() } }, body: ruleOf(fields) })),
    onSuccess: (saved) => {
      seen.open(saved.version);
      cache.setQueryData(['ticket-filing'], saved);
      void message.success(t('record.saved'));
    },
    onError: (error) => {
      seen.learn(error);
      showFaults(error);
    },
  });
  if (rule.isPending) return <Loading />;
  if (rule.isError) return <Failure error={rule.error} retry={() => void rule.refetch()} />;
  return (
    <>
      <div className="page-head">
        <h1>{t('admin.places.filing')}</h1>
      </div>
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={fieldsOf(rule.data)}
        onFinish={(fields) => save.mutate(fields)}
        className="panel"
        style={{ maxWidth: 760 }}
      >
        <p className="muted" style={{ marginTop: 0 }}>
          {t('ticketType.filingHint')}
        </p>
        <div className="filing-line filing-head muted small">
          <span>{t('ticket.type')}</span>
          <span>{t('ticketType.fileAfter')}</span>
          <span>{t('ticketType.deleteAfter')}</span>
        </div>
        <div className="filing-line">
          <span className="filing-name">{t('ticketType.allTypes')}</span>
          <Days name="file_after_days" needed />
          <Days name="delete_after_days" />
        </div>
        <Exceptions />
        <p className="muted small">{t('ticketType.neverDeleted')}</p>
        <Button type="primary" htmlType="submit" loading={save.isPending} data-testid="filing-save">
          {t('action.save')}
        </Button>
      </Form>
    </>
  );
}

function Days({ name, needed = false }: { name: string | (string | number)[]; needed?: boolean }) {
  const { t } = useTranslation();
  const label = t(needed ? 'ticketType.fileAfter' : 'ticketType.deleteAfter');
  return (
    <Form.Item name={name} rules={needed ? [{ required: true, message: t('ticket.needed') }] : undefined}>
      <InputNumber
        {...DAYS}
        min={needed ? 0 : 1}
        suffix={t('ticketType.dayUnit')}
        placeholder={needed ? undefined : t('ticketType.keepForever')}
        aria-label={label}
      />
    </Form.Item>
  );
}

/** Types that are kept otherwise than the rest. */
function Exceptions() {
  const { t, i18n } = useTranslation();
  const types = useQuery(typesQuery);
  const options = types.data?.map((one) => ({ value: one.name, label: say(one.label, i18n.language) }));
  const taken = (Form.useWatch('types') as Kept[] | undefined)?.map((one) => one?.type) ?? [];
  return (
    <Form.List name="types">
      {(lines, { add, remove }) => (
        <>
          {lines.map((line) => (
            <div key={line.key} className="filing-line" data-testid="filing-type">
              <Form.Item name={[line.name, 'type']} rules={[{ required: true, message: t('ticket.needed') }]}>
                <Select
                  placeholder={t('ticket.type')}
                  aria-label={t('ticket.type')}
                  options={options?.map((one) => ({
                    ...one,
                    disabled: taken.includes(one.value) && taken[line.name] !== one.value,
                  }))}
                />
              </Form.Item>
              <Days name={[line.name, 'file_after_days']} needed />
              <Days name={[line.name, 'delete_after_days']} />
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('action.remove')}
                onClick={() => remove(line.name)}
              />
            </div>
          ))}
          <Button
            size="small"
            icon={<PlusOutlined />}
            onClick={() => add({ file_after_days: 90, delete_after_days: null })}
            data-testid="filing-add"
            style={{ marginBottom: 16 }}
          >
            {t('ticketType.addException')}
          </Button>
        </>
      )}
    </Form.List>
  );
}
