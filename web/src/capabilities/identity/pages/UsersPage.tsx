import { PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { AutoComplete, Button, Checkbox, Form, Input, Select, Switch } from 'antd';
import { useDeferredValue, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import type { Agent, Role, User } from '../../../api/types';
import { EditorDrawer } from '../../../forms/EditorDrawer';
import { SkillFields } from '../../../forms/SkillFields';
import { useEditor } from '../../../forms/useEditor';
import { useSeen } from '../../../forms/useSeen';
import { useSession } from '../../../session/SessionProvider';
import { Chip } from '../../../shell/states';
import { type Column, DataTable } from '../../../table/DataTable';
import { listed } from '../../../table/listed';
import { useFilter } from '../../../table/useFilter';
import { agentsQuery, teamsQuery } from '../../agents/queries';
import { type UserFilter, usersPages } from '../queries';

const ROLES: Role[] = [
  'agent',
  'team_leader',
  'quality',
  'trainer',
  'department',
  'dispatcher',
  'worker',
  'administrator',
];

interface Fields {
  username: string;
  name: string;
  role: Role;
  password?: string;
  staff_number?: string;
  team?: string;
  active?: boolean;
  skills?: { skill: string; level: number }[];
}

/** Accounts, and for those who serve contacts their posting. */
export function UsersPage() {
  const { t } = useTranslation();
  const { may } = useSession();
  const [search, change] = useFilter();
  const filter: UserFilter = {
    q: search.get('q')?.trim() || undefined,
    role: ROLES.find((role) => role === search.get('role')),
    active: search.get('active') === 'no' ? false : undefined,
  };
  const pages = useInfiniteQuery({ ...usersPages(useDeferredValue(filter)), placeholderData: (before) => before });
  const agents = useQuery(agentsQuery);
  const editor = useEditor<User>();
  const agentOf = (user: User | undefined) => agents.data?.find((agent) => agent.staff_number === user?.staff_number);
  const columns = useMemo<Column<User>[]>(() => {
    const team = (user: User) => agents.data?.find((agent) => agent.staff_number === user.staff_number)?.team?.name;
    const skills = (user: User) =>
      agents.data
        ?.find((agent) => agent.staff_number === user.staff_number)
        ?.skills.map((skill) => `${skill.name} ${skill.level}`)
        .join(' · ');
    return [
      { key: 'username', title: t('users.username'), render: (one) => one.username, value: (one) => one.username },
      { key: 'name', title: t('users.name'), render: (one) => one.name, value: (one) => one.name },
      {
        key: 'role',
        title: t('users.role'),
        render: (one) => t(`role.${one.role}`),
        value: (one) => t(`role.${one.role}`),
      },
      {
        key: 'staff',
        title: t('users.staff'),
        render: (one) => one.staff_number ?? '–',
        value: (one) => one.staff_number,
      },
      { key: 'team', title: t('live.team'), render: (one) => team(one) ?? '–', value: team },
      { key: 'skills', title: t('users.skills'), render: (one) => skills(one) || '–', value: skills },
      {
        key: 'active',
        title: t('contacts.state'),
        render: (one) => (one.active ? t('users.active') : <Chip tone="bad">{t('users.inactive')}</Chip>),
        value: (one) => t(one.active ? 'users.active' : 'users.inactive'),
      },
    ];
  }, [t, agents.data]);
  const manage = may('identity.manage');
  return (
    <>
      <div className="page-head">
        <h1>{t('admin.places.users')}</h1>
        <span className="grow" />
        {manage && (
          <Button type="primary" icon={<PlusOutlined />} onClick={editor.create} data-testid="user-create">
            {t('users.create')}
          </Button>
        )}
      </div>
      <search className="row wrap" aria-label={t('users.find')}>
        <Input.Search
          allowClear
          value={search.get('q') ?? ''}
          onChange={(event) => change({ q: event.target.value })}
          placeholder={t('users.find')}
          aria-label={t('users.find')}
          style={{ width: 280 }}
          data-testid="users-search"
        />
        <Select
          allowClear
          value={filter.role}
          onChange={(role?: string) => change({ role })}
          placeholder={t('users.role')}
          aria-label={t('users.role')}
          options={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
          style={{ minWidth: 140 }}
          popupMatchSelectWidth={false}
        />
        <Checkbox
          checked={filter.active === false}
          onChange={(event) => change({ active: event.target.checked ? 'no' : undefined })}
        >
          {t('users.onlyInactive')}
        </Checkbox>
      </search>
      <DataTable<User>
        id="users"
        label={t('admin.places.users')}
        columns={columns}
        {...listed(pages)}
        rowKey={(user) => user.id}
        onOpen={manage ? editor.edit : undefined}
        empty={t(filter.q || filter.role || filter.active === false ? 'users.noneFound' : 'users.none')}
      />
      <UserEditor open={editor.open} user={editor.item} agent={agentOf(editor.item)} onClose={editor.close} />
    </>
  );
}

async function createUser(fields: Fields): Promise<void> {
  const { active: _, ...body } = fields;
  await must(api.POST('/api/users', { body: { ...body, password: fields.password ?? '' } }));
}

/** Account and posting have a version each; of the posting's, `posting` knows what the editor has seen. */
async function changeUser(
  user: User,
  fields: Fields,
  version: string | undefined,
  posting: ReturnType<typeof useSeen>,
): Promise<void> {
  const path = { id: user.id };
  await must(
    api.PATCH('/api/users/{id}', {
      params: { path, query: { version } },
      body: { name: fields.name, role: fields.role, active: fields.active },
    }),
  );
  if (fields.password) {
    await must(api.PUT('/api/users/{id}/password', { params: { path }, body: { password: fields.password } }));
  }
  if (user.staff_number) {
    await must(
      api.PATCH('/api/agents/{staff_number}', {
        params: { path: { staff_number: user.staff_number }, query: { version: posting.current() } },
        body: { team: fields.team || undefined, skills: fields.skills },
      }),
    ).catch((error) => {
      posting.learn(error);
      throw error;
    });
  }
}

function startOf(user: User | undefined, agent: Agent | undefined): Partial<Fields> {
  if (!user) return { role: 'agent', skills: [] };
  return {
    username: user.username,
    name: user.name,
    role: user.role,
    active: user.active,
    staff_number: user.staff_number ?? undefined,
    team: agent?.team?.name,
    skills: agent?.skills.map((skill) => ({ skill: skill.name, level: skill.level })) ?? [],
  };
}

function UserEditor(props: { open: boolean; user: User | undefined; agent: Agent | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const { user, agent, open } = props;
  const posting = useSeen();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was there when it opened
  useEffect(() => {
    if (open) posting.open(agent?.version);
  }, [open]);
  const teams = useQuery(teamsQuery);
  const own = useSession().session?.user.id === user?.id;
  const posted = !user || Boolean(user.staff_number);
  return (
    <EditorDrawer<Fields>
      key={user?.id ?? 'new'}
      title={user ? user.name : t('users.create')}
      open={props.open}
      onClose={props.onClose}
      initial={startOf(user, props.agent)}
      version={user?.version}
      save={(fields, version) => (user ? changeUser(user, fields, version, posting) : createUser(fields))}
      stale={['users', 'agents', 'teams', 'skills', 'live']}
    >
      <Form.Item name="username" label={t('users.username')} rules={[{ required: true, message: t('users.need') }]}>
        <Input disabled={Boolean(user)} autoComplete="off" />
      </Form.Item>
      <Form.Item name="name" label={t('users.name')} rules={[{ required: true, message: t('users.need') }]}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="role" label={t('users.role')}>
        <Select options={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))} />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('users.password')}
        extra={t(own ? 'users.passwordOwn' : user ? 'users.passwordKept' : 'users.passwordHint')}
        rules={[{ required: !user, message: t('users.need') }]}
      >
        <Input.Password autoComplete="new-password" disabled={own} />
      </Form.Item>
      {posted && (
        <>
          <Form.Item name="staff_number" label={t('users.staff')} extra={user ? undefined : t('users.staffHint')}>
            <Input disabled={Boolean(user)} />
          </Form.Item>
          <Form.Item name="team" label={t('live.team')}>
            <AutoComplete options={teams.data?.map((team) => ({ value: team.name }))} />
          </Form.Item>
          <SkillFields name="skills" label={t('users.skills')} />
        </>
      )}
      {user && (
        <Form.Item name="active" label={t('users.mayEnter')} valuePropName="checked">
          <Switch />
        </Form.Item>
      )}
    </EditorDrawer>
  );
}
