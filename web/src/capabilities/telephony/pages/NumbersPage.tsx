import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select, Switch } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, must } from '../../../api/client';
import type { NumberForm } from '../../../api/types';
import { EditorDrawer } from '../../../forms/EditorDrawer';
import { useEditor } from '../../../forms/useEditor';
import { say } from '../../../i18n';
import { useSession } from '../../../session/SessionProvider';
import { type Column, DataTable } from '../../../table/DataTable';
import { flowsQuery } from '../../flows/queries';
import { numbersQuery } from '../queries';

type Known = NumberForm & { id: string; version: string };

/** Hotline numbers and where they lead (HOT-1). */
export function NumbersPage() {
  const { t } = useTranslation();
  const { may } = useSession();
  const numbers = useQuery(numbersQuery);
  const editor = useEditor<Known>();
  const manage = may('telephony.manage');
  const columns = useMemo<Column<Known>[]>(
    () => [
      {
        key: 'number',
        title: t('numbers.number'),
        render: (one) => <strong>{one.number}</strong>,
        value: (one) => one.number,
      },
      { key: 'name', title: t('numbers.name'), render: (one) => one.name, value: (one) => one.name },
      {
        key: 'flow',
        title: t('numbers.flow'),
        render: (one) => (
          <Link to={`/admin/flows/${one.flow}`} onClick={(event) => event.stopPropagation()}>
            {one.flow}
          </Link>
        ),
        value: (one) => one.flow,
      },
      {
        key: 'web',
        title: t('numbers.web_calls'),
        render: (one) => t(one.web_calls ? 'record.yes' : 'record.no'),
        value: (one) => t(one.web_calls ? 'record.yes' : 'record.no'),
      },
    ],
    [t],
  );
  return (
    <>
      <div className="page-head">
        <h1>{t('admin.places.numbers')}</h1>
        <span className="grow" />
        {manage && (
          <Button type="primary" icon={<PlusOutlined />} onClick={editor.create}>
            {t('numbers.create')}
          </Button>
        )}
      </div>
      <DataTable<Known>
        id="numbers"
        label={t('admin.places.numbers')}
        columns={columns}
        rows={numbers.data}
        rowKey={(number) => number.id}
        onOpen={manage ? editor.edit : undefined}
        error={numbers.error}
        retry={() => void numbers.refetch()}
        empty={t('numbers.none')}
      />
      <NumberEditor open={editor.open} known={editor.item} onClose={editor.close} />
    </>
  );
}

function NumberEditor({ open, known, onClose }: { open: boolean; known: Known | undefined; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const flows = useQuery(flowsQuery);
  const params = { path: { id: known?.id ?? '' } };
  return (
    <EditorDrawer<NumberForm>
      key={known?.id ?? 'new'}
      title={known?.number ?? t('numbers.create')}
      open={open}
      onClose={onClose}
      initial={known ?? { web_calls: false, flow: 'default' }}
      version={known?.version}
      save={(body, version) =>
        known
          ? must(api.PUT('/api/numbers/{id}', { params: { ...params, query: { version } }, body }))
          : must(api.POST('/api/numbers', { body }))
      }
      remove={known && (() => must(api.DELETE('/api/numbers/{id}', { params })))}
      stale={['numbers', 'hotlines']}
    >
      <Form.Item name="number" label={t('numbers.number')} rules={[{ required: true, message: t('users.need') }]}>
        <Input inputMode="tel" />
      </Form.Item>
      <Form.Item name="name" label={t('numbers.name')} rules={[{ required: true, message: t('users.need') }]}>
        <Input />
      </Form.Item>
      <Form.Item name="flow" label={t('numbers.flow')}>
        <Select
          options={flows.data?.map((flow) => ({
            value: flow.name,
            label: `${flow.name} · ${say(flow.title, i18n.language)}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="web_calls" label={t('numbers.web_calls')} valuePropName="checked" extra={t('numbers.webHint')}>
        <Switch />
      </Form.Item>
    </EditorDrawer>
  );
}
