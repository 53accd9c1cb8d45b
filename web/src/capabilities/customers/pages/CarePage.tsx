import { PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { App, Button, DatePicker, Form, Input, InputNumber, Radio, Segmented, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { api, must } from '../../../api/client';
import type { CareKind, CareSettings, Stage } from '../../../api/types';
import { EditorDrawer } from '../../../forms/EditorDrawer';
import { useSession } from '../../../session/SessionProvider';
import { Empty, Failure, Loading } from '../../../shell/states';
import { instantOf, wall } from '../../../time/centre';
import { CareLine } from '../components/CareLines';
import { CustomersHead } from '../components/CustomersHead';
import { GroupFields } from '../components/GroupFields';
import { carePages, careSettingsQuery } from '../queries';

const KINDS: CareKind[] = [
  'contact_prospect',
  'remind_of_end',
  'decide_after_end',
  'greeting',
  'risk_notice',
  'follow_recommendation',
];
const SPANS = ['now', 'week', 'month'] as const;

/** What is to be done for customers without their asking: due now, or soon. */
export function CarePage() {
  const { t } = useTranslation();
  const { may } = useSession();
  const [search, setSearch] = useSearchParams();
  const [panel, open] = useState<'campaign' | 'settings'>();
  const kind = KINDS.find((one) => one === search.get('kind'));
  const span = SPANS.find((one) => one === search.get('span')) ?? 'now';
  // Whole days, so that the question stays the same while the page is open.
  const before = span === 'now' ? undefined : instantOf(wall().endOf('day').add(1, span));
  const pages = useInfiniteQuery(carePages({ kind, before }));
  const tasks = pages.data?.pages.flatMap((page) => page.items);
  const set = (key: string, value: string | undefined) =>
    setSearch(
      (current) => {
        if (value) current.set(key, value);
        else current.delete(key);
        return current;
      },
      { replace: true },
    );
  return (
    <div className="page">
      <CustomersHead>
        {may('customers.manage') && <Button onClick={() => open('settings')}>{t('customer.care.settings')}</Button>}
        {may('customers.care') && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => open('campaign')} data-testid="campaign-create">
            {t('customer.care.campaign')}
          </Button>
        )}
      </CustomersHead>
      <div className="row wrap">
        <Segmented
          value={span}
          onChange={(value) => set('span', value === 'now' ? undefined : value)}
          options={SPANS.map((value) => ({ value, label: t(`customer.care.span.${value}`) }))}
        />
        <Select
          allowClear
          value={kind}
          onChange={(value?: string) => set('kind', value)}
          placeholder={t('customer.care.kindLabel')}
          aria-label={t('customer.care.kindLabel')}
          options={KINDS.map((value) => ({ value, label: t(`customer.care.kind.${value}`) }))}
          style={{ minWidth: 160 }}
        />
      </div>
      <section className="panel">
        {pages.isError ? (
          <Failure error={pages.error} retry={() => void pages.refetch()} />
        ) : !tasks ? (
          <Loading />
        ) : tasks.length === 0 ? (
          <Empty>{t('customer.care.none')}</Empty>
        ) : (
          <ul className="lines" data-testid="care">
            {tasks.map((task) => (
              <CareLine key={task.id} task={task} named />
            ))}
          </ul>
        )}
        {pages.hasNextPage && (
          <Button onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
            {t('action.more')}
          </Button>
        )}
      </section>
      <CampaignDrawer open={panel === 'campaign'} onClose={() => open(undefined)} />
      <SettingsDrawer open={panel === 'settings'} onClose={() => open(undefined)} />
    </div>
  );
}

interface Campaign {
  kind: CareKind;
  text: string;
  due_at: Dayjs;
  group: { stage?: Stage; tag?: string; region?: string };
}

function CampaignDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const save = async (form: Campaign) => {
    const body = { ...form, due_at: instantOf(form.due_at.startOf('day').add(9, 'hour')) };
    const made = await must(api.POST('/api/care-campaigns', { body }));
    void message.info(t('customer.care.made', { count: made.tasks }));
  };
  return (
    <EditorDrawer<Campaign>
      title={t('customer.care.campaign')}
      open={open}
      onClose={onClose}
      initial={{ kind: 'greeting', text: '', due_at: wall(), group: { stage: 'member' } }}
      save={save}
      stale={['customers']}
    >
      <Form.Item name="kind" label={t('customer.care.kindLabel')}>
        <Radio.Group
          options={(['greeting', 'risk_notice'] as const).map((value) => ({
            value,
            label: t(`customer.care.kind.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="text" label={t('customer.care.text')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} data-testid="campaign-text" />
      </Form.Item>
      <Form.Item name="due_at" label={t('customer.care.day')}>
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
      <GroupFields />
    </EditorDrawer>
  );
}

function SettingsDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const settings = useQuery({ ...careSettingsQuery, enabled: open });
  if (!settings.data) return null;
  const { version, ...initial } = settings.data;
  return (
    <EditorDrawer<CareSettings>
      title={t('customer.care.settings')}
      open={open}
      onClose={onClose}
      initial={initial}
      version={version}
      save={(body, seen) => must(api.PUT('/api/care-settings', { params: { query: { version: seen } }, body }))}
      stale={['care-settings', 'customers']}
    >
      <Form.Item name="prospect_every_days" label={t('customer.care.every')}>
        <InputNumber min={1} max={3650} suffix={t('customer.care.days')} style={{ width: 160 }} />
      </Form.Item>
      <Form.Item name="remind_before_days" label={t('customer.care.early')}>
        <InputNumber min={1} max={3650} suffix={t('customer.care.days')} style={{ width: 160 }} />
      </Form.Item>
    </EditorDrawer>
  );
}
