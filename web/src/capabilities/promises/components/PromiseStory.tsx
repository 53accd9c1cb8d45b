import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Failure, Loading } from '../../../shell/states';
import { absolute } from '../../../time/format';
import { agentsQuery } from '../../agents/queries';
import { promiseStoryQuery } from '../queries';

interface Told {
  from?: string;
  to?: string;
  why?: string;
  reason?: string;
  due?: string | null;
  count?: number;
  evidence?: { subject: string };
}

/** What happened to a promise, in order. */
export function PromiseStory({ id }: { id: string }) {
  const { t } = useTranslation();
  const story = useQuery(promiseStoryQuery(id));
  const agents = useQuery(agentsQuery);
  if (story.isPending) return <Loading rows={3} />;
  if (story.isError) return <Failure error={story.error} retry={() => void story.refetch()} />;
  const who = (actor: { by: string; id?: string }) => {
    const agent = agents.data?.find((one) => one.id === actor.id);
    return agent ? agent.name : t(`promises.by_${actor.by}`);
  };
  const more = (kind: string, told: Told): string => {
    const time = (at: string | null | undefined) => (at ? absolute(at).slice(5, 16) : '');
    switch (kind) {
      case 'promises.made':
        return time(told.due);
      case 'promises.moved':
        return `${time(told.from)} → ${time(told.to)} · ${told.why ?? ''}`;
      case 'promises.withdrawn':
        return told.reason ?? '';
      case 'promises.kept':
      case 'promises.made_good':
      case 'promises.tried':
        return told.evidence?.subject.startsWith('note:') ? told.evidence.subject.slice(5) : '';
      default:
        return '';
    }
  };
  return (
    <section>
      <h3 className="section-title" style={{ marginBottom: 8 }}>
        {t('promises.story')}
      </h3>
      <ol className="promise-story" data-testid="promise-story">
        {story.data.map((item) => (
          <li key={item.seq} data-kind={item.kind}>
            <span className="num muted">{absolute(item.at).slice(5)}</span>
            <span>
              {t(`promises.event.${item.kind.replace('promises.', '')}`)} ·{' '}
              {who(item.actor as { by: string; id?: string })}
              <span className="muted"> {more(item.kind, item.data as Told)}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
