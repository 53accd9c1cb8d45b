import { Button, Skeleton } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isProblem, Problem } from '../api/problem';

/** The shape of what comes, shown only when it takes longer than a blink. */
export function Loading({ rows = 6 }: { rows?: number }) {
  const { t } = useTranslation();
  const [shown, show] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => show(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-label={t('state.loading')} style={{ padding: 16 }}>
      {shown && <Skeleton active title={false} paragraph={{ rows }} />}
    </div>
  );
}

/** Waiting for an answer, or for the network. */
export function Awaited({ query }: { query: { fetchStatus: string; refetch: () => unknown } }) {
  const { t } = useTranslation();
  if (query.fetchStatus !== 'paused') return <Loading />;
  return <Failure error={new Problem(0, 'unreachable', t('error.unreachable'))} retry={() => void query.refetch()} />;
}

export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <p>{children}</p>
      {action}
    </div>
  );
}

/** What happened, and what to do. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const words = isProblem(error) ? error.message : t('error.unexpected');
  // What is not there, or not for this reader, does not come by asking again.
  const settled = isProblem(error, 404) || isProblem(error, 403);
  return (
    <div className="empty" role="alert">
      <p>{words}</p>
      {settled ? <Link to="/">{t('error.home')}</Link> : retry && <Button onClick={retry}>{t('action.retry')}</Button>}
    </div>
  );
}

export type Tone = 'good' | 'soon' | 'bad' | 'accent' | 'quiet';
const SHAPES: Record<Tone, string> = { good: '●', soon: '◐', bad: '▲', accent: '◆', quiet: '○' };

/** A state as shape and word in a colour. */
export function Chip({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`chip ${tone}`}>
      <span aria-hidden>{SHAPES[tone]}</span>
      {children}
    </span>
  );
}

export function shapeOf(tone: Tone): string {
  return SHAPES[tone];
}
