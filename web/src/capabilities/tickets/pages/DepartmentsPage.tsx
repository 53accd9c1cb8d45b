import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import type { DepartmentWithMembers } from '../../../api/types';
import { EditorDrawer } from '../../../forms/EditorDrawer';
import { useEditor } from '../../../forms/useEditor';
import { say } from '../../../i18n';
import { DataTable } from '../../../table/DataTable';
import { peopleQuery } from '../queries';
import { byId, personName } from '../words';

interface Fields {
  name: string;
  label: { zh: string; en: string };
  members: string[];
  head?: string | null;
}

/** Departments that tickets are passed to, with those who belong to them. */
export function DepartmentsPage() {
  const { t, i18n } = useTranslation();
  const editor = useEditor<DepartmentWithMembers>();
  const people = useQuery(peopleQuery);
  const departments = useQuery({
    queryKey: ['departments', 'members'],
    queryFn: async () => (await must(api.GET('/api/department-members'))).items,
  });
  const members = (people.data ?? []).filter((one) => one.role === 'department' && one.active);
  const options = members.map((one) => ({ value: one.user_id, label: personName(one) }));
  const names = (ids: string[]) => ids.map((id) => byId(people.data, id)?.name ?? '…').join('、') || '–';
  return (
    <>
      <div className="page-head">
        <h1>{t('admin.places.departments')}</h1>
        <span className="grow" />
        <Button type="primary" icon={<PlusOutlined />} onClick={editor.create} data-testid="department-create">
          {t('action.add')}
        </Button>
      </div>
      <DataTable<DepartmentWithMembers>
        id="departments"
        label={t('admin.places.departments')}
        rows={departments.data}
        rowKey={(one) => one.name}
        onOpen={editor.edit}
        error={departments.error}
        retry={() => void departments.refetch()}
        empty={t('ticketType.noDepartments')}
        columns={[
          { key: 'label', title: t('ticket.department'), render: (one) => say(one.label, i18n.language) },
          { key: 'name', title: t('ticketType.name'), render: (one) => <span className="mono">{one.name}</span> },
          { key: 'members', title: t('ticketType.members'), render: (one) => names(one.members) },
          { key: 'head', title: t('ticketType.head'), render: (one) => (one.head ? names([one.head]) : '–') },
        ]}
      />
      <EditorDrawer<Fields>
        title={t('ticket.department')}
        open={editor.open}
        initial={editor.item ?? { members: [] }}
        onClose={editor.close}
        stale={['departments', 'ticket-people']}
        version={editor.item?.version}
        save={({ name, ...body }, version) =>
          must(
            api.PUT('/api/departments/{name}', {
              params: { path: { name: editor.item?.name ?? name }, query: { version } },
              body: { ...body, head: body.head ?? null },
            }),
          )
        }
      >
        <Form.Item name="name" label={t('ticketType.name')} extra={t('ticketType.departmentHint')}>
          <Input className="mono" disabled={editor.item !== undefined} data-testid="department-name" />
        </Form.Item>
        <Form.Item name={['label', 'zh']} label={t('ticketType.zh')}>
          <Input data-testid="department-zh" />
        </Form.Item>
        <Form.Item name={['label', 'en']} label={t('ticketType.en')}>
          <Input data-testid="department-en" />
        </Form.Item>
        <Form.Item name="members" label={t('ticketType.members')} extra={t('ticketType.membersHint')}>
          <Select mode="multiple" options={options} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <Form.Item name="head" label={t('ticketType.head')} extra={t('ticketType.headHint')}>
          <Select allowClear options={options} />
        </Form.Item>
      </EditorDrawer>
    </>
  );
}
