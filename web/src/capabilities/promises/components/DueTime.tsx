import { useTranslation } from 'react-i18next';
import { absolute } from '../../../time/format';
import { useNow } from '../../../time/Timer';
import { clockOf, nearness } from '../words';

/** By when something is due: the hour, and how near it is by colour and shape. */
export function DueTime({ at, open = true }: { at: string | null | undefined; open?: boolean }) {
  const { t } = useTranslation();
  const now = useNow();
  if (!at) return <span className="muted">–</span>;
  const near = open ? nearness(at, now) : 'far';
  const tone = near === 'far' ? 'num' : `num timer ${near}`;
  return (
    <time className={tone} dateTime={at} title={absolute(at)}>
      {near === 'late' ? '▲ ' : ''}
      {t(near === 'late' ? 'promises.overdueBy' : 'promises.by', { time: clockOf(at, now) })}
    </time>
  );
}
