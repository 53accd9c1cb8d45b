import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select, Switch } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import type { TrunkForm } from '../../../api/types';
import { EditorDrawer } from '../../../forms/EditorDrawer';
import { useEditor } from '../../../forms/useEditor';
import { useSession } from '../../../session/SessionProvider';
import { Chip } from '../../../shell/states';
import { type Column, DataTable } from '../../../table/DataTable';
import { trunksQuery } from '../queries';

type Known = TrunkForm & { id: string; version: string };

/** Who may send calls from outside. */
export function TrunksPage() {
  const { t } = useTranslation();
  const { may } = useSession();
  const trunks = useQuery(trunksQuery);
  const editor = useEditor<Known>();
  const manage = may('telephony.manage');
  const columns = useMemo<Column<Known>[]>(
    () => [
      { key: 'name', title: t('trunks.name'), render: (one) => one.name, value: (one) => one.name },
      {
        key: 'addresses',
        title: t('trunks.addresses'),
        render: (one) => <span className="mono">{one.addresses.join(', ')}</span>,
        value: (one) => one.addresses.join(' '),
      },
      {
        key: 'active',
        title: t('contacts.state'),
        render: (one) => <Chip tone={one.active ? 'good' : 'quiet'}>{t(one.active ? 'trunks.on' : 'trunks.off')}</Chip>,
        value: (one) => t(one.active ? 'trunks.on' : 'trunks.off'),
      },
    ],
    [t],
  );
  return (
    <>
      <div className="page-head">
        <h1>{t('admin.places.trunks')}</h1>
        <span className="grow" />
        {manage && (
          <Button type="primary" icon={<PlusOutlined />} onClick={editor.create}>
            {t('trunks.create')}
          </Button>
        )}
      </div>
      <DataTable<Known>
        id="trunks"
        label={t('admin.places.trunks')}
        columns={columns}
        rows={trunks.data}
        rowKey={(trunk) => trunk.id}
        onOpen={manage ? editor.edit : undefined}
        error={trunks.error}
        retry={() => void trunks.refetch()}
        empty={t('trunks.none')}
      />
      <TrunkEditor open={editor.open} known={editor.item} onClose={editor.close} />
    </>
  );
}

function TrunkEditor({ open, known, onClose }: { open: boolean; known: Known | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const params = { path: { id: known?.id ?? '' } };
  return (
    <EditorDrawer<TrunkForm>
      key={known?.id ?? 'new'}
      title={known?.name ?? t('trunks.create')}
      open={open}
      onClose={onClose}
      initial={known ?? { addresses: [], active: true }}
      version={known?.version}
      save={(body, version) =>
        known
          ? must(api.PUT('/api/trunks/{id}', { params: { ...params, query: { version } }, body }))
          : must(api.POST('/api/trunks', { body }))
      }
      remove={known && (() => must(api.DELETE('/api/trunks/{id}', { params })))}
      stale={['trunks']}
    >
      <Form.Item name="name" label={t('trunks.name')} rules={[{ required: true, message: t('users.need') }]}>
        <Input />
      </Form.Item>
      <Form.Item name="addresses" label={t('trunks.addresses')} extra={t('trunks.addressesHint')}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[' ', ',', '\n']} />
      </Form.Item>
      <Form.Item name="active" label={t('trunks.active')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </EditorDrawer>
  );
}
