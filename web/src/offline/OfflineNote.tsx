import { CloudOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnected } from '../live/LiveProvider';
import { wall } from '../time/centre';
import { answers } from './keptAnswers';

const AGAIN_MS = 10_000;
/** What may stand in for an answer; asked for again as soon as there is hope. */
const KEPT = [['session'], ['tickets'], ['ticket'], ['ticket-types']];

/** Says of when the page is, where the server cannot be reached. */
export function OfflineNote() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const connected = useConnected();
  const asOf = useSyncExternalStore(answers.onChange, answers.asOf);
  const old = asOf !== undefined;
  useEffect(() => {
    if (!old || !connected) return;
    const ask = () => {
      for (const queryKey of KEPT) void cache.invalidateQueries({ queryKey });
    };
    ask();
    const again = setInterval(ask, AGAIN_MS);
    return () => clearInterval(again);
  }, [old, connected, cache]);
  if (asOf === undefined) return null;
  const today = wall(asOf).isSame(wall(), 'day');
  return (
    <div className="note" role="status" data-testid="as-of">
      <CloudOutlined /> {t('offline.asOf', { time: wall(asOf).format(today ? 'HH:mm' : 'MM-DD HH:mm') })}
    </div>
  );
}
