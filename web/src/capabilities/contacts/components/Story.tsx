import { useQuery } from '@tanstack/react-query';
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { StoryItem } from '../../../api/types';
import { Empty, Failure, Loading } from '../../../shell/states';
import { wall } from '../../../time/centre';
import { absolute } from '../../../time/format';
import { storyQuery } from '../queries';
import { legOf, nodeOf, told, whyOf, wordsOf } from '../story';

/** What happened to a contact, in order, the router's reasons included (ACD-4). */
export function Story({ id, latest, technical = false }: { id: string; latest?: number; technical?: boolean }) {
  const { t } = useTranslation();
  const story = useQuery(storyQuery(id));
  if (story.isPending) return <Loading rows={4} />;
  if (story.isError) return <Failure error={story.error} retry={() => void story.refetch()} />;
  const all = told(story.data, technical);
  const items = latest ? all.slice(-latest) : all;
  if (items.length === 0) return <Empty>{t('story.empty')}</Empty>;
  return (
    <ol className="story" data-testid="story">
      {items.map((item) => (
        <li key={item.seq} data-kind={item.kind}>
          <Tooltip title={absolute(item.at)} placement="left">
            <time dateTime={item.at} className="num muted">
              {wall(item.at).format('HH:mm:ss')}
            </time>
          </Tooltip>
          <Entry item={item} technical={technical} />
        </li>
      ))}
    </ol>
  );
}

function Entry({ item, technical }: { item: StoryItem; technical: boolean }) {
  const { t, i18n } = useTranslation();
  const leg = legOf(item);
  if (leg) {
    const party = leg.party === 'caller' ? t('story.callerLeg') : t('story.agentLeg', { agent: leg.party });
    return (
      <span className="num">
        {t('story.leg', { ...leg, party, jitter: leg.jitter.toFixed(1) })}{' '}
        <span className="mono muted">{leg.cause}</span>
      </span>
    );
  }
  const node = technical ? nodeOf(item) : undefined;
  const why = whyOf(item, i18n.language);
  return (
    <span>
      {node && <span className="mono muted">{node} · </span>}
      {wordsOf(item, i18n.language, technical)}
      {why && <span className="muted"> — {why}</span>}
    </span>
  );
}
