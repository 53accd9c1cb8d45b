import { useQuery } from '@tanstack/react-query';
import { Tooltip } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { StoryItem } from '../../../api/types';
import { say } from '../../../i18n';
import { Empty, Failure, Loading } from '../../../shell/states';
import { absolute } from '../../../time/format';
import { storyQuery } from '../queries';

interface Reasoned {
  why?: { zh?: string; en?: string } | string;
}

/** The router's own words, where they say more than the entry's text. */
function whyOf(item: StoryItem, language: string, text: string): string | undefined {
  const why = (item.data as Reasoned | undefined)?.why;
  if (typeof why !== 'object' || why === null) return undefined;
  const words = say({ zh: why.zh ?? '', en: why.en ?? '' }, language);
  return words && !text.includes(words) ? words : undefined;
}

/** The node of the entry flow that a step entered. */
function nodeOf(item: StoryItem): string | undefined {
  const { node } = item.data as { node?: unknown };
  return item.kind === 'contacts.step' && typeof node === 'string' ? node : undefined;
}

/** What happened to a contact, in order, the router's reasons included (ACD-4). */
export function Story({ id, latest }: { id: string; latest?: number }) {
  const { t, i18n } = useTranslation();
  const story = useQuery(storyQuery(id));
  if (story.isPending) return <Loading rows={4} />;
  if (story.isError) return <Failure error={story.error} retry={() => void story.refetch()} />;
  const items = latest ? story.data.slice(-latest) : story.data;
  if (items.length === 0) return <Empty>{t('story.empty')}</Empty>;
  return (
    <ol className="story" data-testid="story">
      {items.map((item) => {
        const text = say(item.text, i18n.language);
        const why = whyOf(item, i18n.language, text);
        return (
          <li key={item.seq} data-kind={item.kind}>
            <Tooltip title={absolute(item.at)} placement="left">
              <time dateTime={item.at} className="num muted">
                {dayjs(item.at).format('HH:mm:ss')}
              </time>
            </Tooltip>
            <span>
              {nodeOf(item) && <span className="mono muted">{nodeOf(item)} · </span>}
              {text}
              {why && <span className="muted"> — {why}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
