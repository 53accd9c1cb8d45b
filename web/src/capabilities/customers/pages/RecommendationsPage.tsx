import { PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, DatePicker, Form, Input, InputNumber } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import type { Recommendation } from '../../../api/types';
import { EditorDrawer } from '../../../forms/EditorDrawer';
import { useEditor } from '../../../forms/useEditor';
import { say } from '../../../i18n';
import { useSession } from '../../../session/SessionProvider';
import { Chip } from '../../../shell/states';
import { type Column, DataTable } from '../../../table/DataTable';
import { listed } from '../../../table/listed';
import { instantOf, wall } from '../../../time/centre';
import { absolute } from '../../../time/format';
import { CustomersHead } from '../components/CustomersHead';
import { GroupFields } from '../components/GroupFields';
import { recommendationPages } from '../queries';

/** What is recommended to groups of customers, and how they answered. */
export function RecommendationsPage() {
  const { t } = useTranslation();
  const { may } = useSession();
  const pages = useInfiniteQuery(recommendationPages);
  const editor = useEditor<Recommendation>();
  const columns = useColumns();
  return (
    <div className="page">
      <CustomersHead>
        {may('customers.care') && (
          <Button type="primary" icon={<PlusOutlined />} onClick={editor.create} data-testid="recommendation-create">
            {t('customer.recommend.create')}
          </Button>
        )}
      </CustomersHead>
      <DataTable<Recommendation>
        id="recommendations"
        label={t('customer.tabs.recommendations')}
        columns={columns}
        {...listed(pages)}
        rowKey={(one) => one.id}
        onOpen={may('customers.care') ? editor.edit : undefined}
        empty={t('customer.recommend.none')}
      />
      <RecommendationDrawer open={editor.open} known={editor.item} onClose={editor.close} />
    </div>
  );
}

function useColumns(): Column<Recommendation>[] {
  const { t, i18n } = useTranslation();
  const group = ({ group }: Recommendation) =>
    [group.stage && t(`customer.stage.${group.stage}`), group.tag, group.region].filter(Boolean).join(' · ');
  const state = ({ from, until }: Recommendation) => {
    const now = Date.now();
    if (Date.parse(until) <= now) return <Chip tone="quiet">{t('customer.recommend.over')}</Chip>;
    if (Date.parse(from) > now) return <Chip tone="soon">{t('customer.recommend.planned')}</Chip>;
    return <Chip tone="good">{t('customer.recommend.running')}</Chip>;
  };
  const count = (key: keyof Recommendation['counts']): Column<Recommendation> => ({
    key,
    title: t(`customer.recommend.answer.${key}`),
    numeric: true,
    render: (one) => one.counts[key],
  });
  return [
    {
      key: 'title',
      title: t('customer.recommend.name'),
      render: (one) => <strong>{say(one.title, i18n.language)}</strong>,
    },
    { key: 'state', title: t('customer.recommend.state'), render: state },
    {
      key: 'group',
      title: t('customer.recommend.group'),
      render: (one) => group(one) || t('customer.recommend.everybody'),
    },
    {
      key: 'period',
      title: t('customer.recommend.period'),
      render: (one) => (
        <span className="num">
          {absolute(one.from).slice(0, 10)} – {wall(one.until).subtract(1, 'second').format('YYYY-MM-DD')}
        </span>
      ),
    },
    count('interested'),
    count('later'),
    count('declined'),
  ];
}

interface Fields {
  title: { zh: string; en: string };
  text: { zh: string; en: string };
  group: Recommendation['group'];
  period: [Dayjs, Dayjs];
  follow_up_days: number;
}

const START: Partial<Fields> = {
  title: { zh: '', en: '' },
  text: { zh: '', en: '' },
  group: { stage: 'member' },
  period: [wall().startOf('day'), wall().add(1, 'month').startOf('day')],
  follow_up_days: 1,
};

function fieldsOf(known: Recommendation): Fields {
  const { title, text, group, follow_up_days } = known;
  const last = wall(known.until).subtract(1, 'second').startOf('day');
  return { title, text, group, follow_up_days, period: [wall(known.from), last] };
}

interface DrawerProps {
  open: boolean;
  known?: Recommendation;
  onClose: () => void;
}

function RecommendationDrawer({ open, known, onClose }: DrawerProps) {
  const { t } = useTranslation();
  const save = ({ period, ...form }: Fields) => {
    const [from, last] = period;
    const until = instantOf(last.startOf('day').add(1, 'day'));
    const body = { ...form, from: instantOf(from.startOf('day')), until };
    if (!known) return must(api.POST('/api/recommendations', { body }));
    const params = { path: { id: known.id } };
    return must(api.PUT('/api/recommendations/{id}', { params, body: { ...body, version: known.version } }));
  };
  const end = known && Date.parse(known.until) > Date.now() && Date.parse(known.from) < Date.now();
  const { id: _, actor: __, counts: ___, ...kept } = known ?? ({} as Recommendation);
  return (
    <EditorDrawer<Fields>
      key={known?.id ?? 'new'}
      title={t(known ? 'customer.recommend.edit' : 'customer.recommend.create')}
      open={open}
      onClose={onClose}
      initial={known ? fieldsOf(known) : START}
      save={save}
      remove={
        end
          ? () =>
              must(
                api.PUT('/api/recommendations/{id}', {
                  params: { path: { id: known.id } },
                  body: { ...kept, until: new Date().toISOString() },
                }),
              )
          : undefined
      }
      removeWords={{ label: t('customer.recommend.end'), question: t('customer.recommend.reallyEnd') }}
      stale={['customers']}
    >
      <div className="two">
        <Form.Item name={['title', 'zh']} label={t('customer.recommend.titleZh')}>
          <Input maxLength={80} data-testid="recommendation-zh" />
        </Form.Item>
        <Form.Item name={['title', 'en']} label={t('customer.recommend.titleEn')}>
          <Input maxLength={80} data-testid="recommendation-en" />
        </Form.Item>
      </div>
      <Form.Item name={['text', 'zh']} label={t('customer.recommend.textZh')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} data-testid="recommendation-text-zh" />
      </Form.Item>
      <Form.Item name={['text', 'en']} label={t('customer.recommend.textEn')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} data-testid="recommendation-text-en" />
      </Form.Item>
      <Form.Item name="period" label={t('customer.recommend.period')}>
        <DatePicker.RangePicker allowClear={false} style={{ width: '100%' }} />
      </Form.Item>
      <GroupFields />
      <Form.Item
        name="follow_up_days"
        label={t('customer.recommend.followUp')}
        extra={t('customer.recommend.followUpHint')}
      >
        <InputNumber min={0} max={90} suffix={t('customer.care.days')} style={{ width: 160 }} />
      </Form.Item>
    </EditorDrawer>
  );
}
