import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import { useSession } from '../../../session/SessionProvider';
import { Empty, Failure, Loading } from '../../../shell/states';
import { agentsQuery, skillsQuery, teamsQuery } from '../queries';

/** Teams and skills with how many agents they have. */
export function TeamsPage() {
  const { t } = useTranslation();
  const teams = useQuery(teamsQuery);
  const skills = useQuery(skillsQuery);
  const agents = useQuery(agentsQuery);
  const error = teams.error ?? skills.error;
  if (error) return <Failure error={error} retry={() => void Promise.all([teams.refetch(), skills.refetch()])} />;
  if (!teams.data || !skills.data) return <Loading />;
  const inTeam = (id: string) => agents.data?.filter((agent) => agent.team?.id === id) ?? [];
  const skilled = (id: string) => agents.data?.filter((agent) => agent.skills.some((one) => one.skill === id)) ?? [];
  return (
    <>
      <div className="page-head">
        <h1>{t('admin.places.teams')}</h1>
      </div>
      <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 12 }}>
        <Names
          title={t('teams.teams')}
          empty={t('teams.noTeams')}
          topic="teams"
          create={(name) => must(api.POST('/api/teams', { body: { name } }))}
        >
          {teams.data.map((team) => (
            <Line key={team.id} name={team.name} people={inTeam(team.id).map((agent) => agent.name)} />
          ))}
        </Names>
        <Names
          title={t('teams.skills')}
          empty={t('teams.noSkills')}
          topic="skills"
          create={(name) => must(api.POST('/api/skills', { body: { name } }))}
        >
          {skills.data.map((skill) => (
            <Line key={skill.id} name={skill.name} people={skilled(skill.id).map((agent) => agent.name)} />
          ))}
        </Names>
      </div>
    </>
  );
}

function Line({ name, people }: { name: string; people: string[] }) {
  const { t } = useTranslation();
  return (
    <li>
      <div className="spread">
        <strong>{name}</strong>
        <span className="num muted">{t('teams.people', { count: people.length })}</span>
      </div>
      <span className="muted">{people.join('、')}</span>
    </li>
  );
}

function Names(props: {
  title: string;
  empty: string;
  topic: string;
  create: (name: string) => Promise<unknown>;
  children: ReactNode[];
}) {
  const { t } = useTranslation();
  const { may } = useSession();
  const cache = useQueryClient();
  const [name, setName] = useState('');
  const create = useMutation({
    mutationFn: () => props.create(name.trim()),
    onSuccess: () => {
      setName('');
      void cache.invalidateQueries({ queryKey: [props.topic] });
    },
  });
  return (
    <section className="panel stack">
      <h2 style={{ margin: 0 }}>{props.title}</h2>
      {may('agents.manage') && (
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim()) create.mutate();
          }}
        >
          <Input
            value={name}
            onChange={(event) => setName(event.target.value)}
            placeholder={t('teams.newName')}
            aria-label={t('teams.newName')}
            status={create.isError ? 'error' : undefined}
          />
          <Button htmlType="submit" disabled={!name.trim()} loading={create.isPending}>
            {t('action.add')}
          </Button>
        </form>
      )}
      {create.isError && <span style={{ color: 'var(--bad)' }}>{create.error.message}</span>}
      {props.children.length > 0 ? <ul className="lines">{props.children}</ul> : <Empty>{props.empty}</Empty>}
    </section>
  );
}
