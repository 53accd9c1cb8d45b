import { Tooltip } from 'antd';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from './clock';
import { absolute, clock, relative, since } from './format';

const listeners = new Set<() => void>();
let second = Math.floor(Date.now() / 1000);
let ticking: ReturnType<typeof setInterval> | undefined;

// One clock for all timers of a page, so that they step together.
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  ticking ??= setInterval(() => {
    second = Math.floor(Date.now() / 1000);
    for (const each of listeners) each();
  }, 500);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(ticking);
      ticking = undefined;
    }
  };
}

/** Now by the server's clock, in milliseconds, anew each second. */
export function useNow(): number {
  useSyncExternalStore(subscribe, () => second);
  return serverNow();
}

/** A running clock since an instant. */
export function Timer({ from, limit, label }: { from: string | null | undefined; limit?: number; label?: string }) {
  const now = useNow();
  const seconds = since(from, now);
  const late = limit !== undefined && seconds > limit;
  const soon = limit !== undefined && !late && seconds > limit * 0.75;
  const kind = late ? 'timer late' : soon ? 'timer soon' : 'timer';
  return (
    <span className={kind} role="timer" aria-label={label}>
      {late ? '▲ ' : ''}
      {clock(seconds)}
    </span>
  );
}

/** An instant: relative when near, the exact time on hover. */
export function When({ at }: { at: string | null | undefined }) {
  const { t } = useTranslation();
  const now = useNow();
  if (!at) return <span className="muted">–</span>;
  const { key, count } = relative(at, now);
  const words = key === 'absolute' ? absolute(at).slice(5, 16) : t(`time.${key}`, { count });
  return (
    <Tooltip title={absolute(at)}>
      <time dateTime={at} className="num">
        {words}
      </time>
    </Tooltip>
  );
}
