import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo } from 'react';
import { api, must, onSignedOut } from '../api/client';
import { isProblem } from '../api/problem';
import type { OwnSession } from '../api/types';
import { dropAllDrafts } from '../forms/drafts';
import { dropFilesExcept } from '../forms/keptFiles';
import { emptyOutbox } from '../forms/outbox';
import { answers, isAway } from '../offline/keptAnswers';
import { keepShell } from '../offline/shell';
import { setCentreZone } from '../time/centre';

interface Session {
  session: OwnSession | null;
  may: (permission: string) => boolean;
  /** The staff number, for those who serve contacts. */
  staff: string | null;
  signedIn: (session: OwnSession) => void;
  signOut: () => Promise<void>;
}

const SessionContext = createContext<Session | null>(null);
const KEY = ['session'];

/** What one person may see must not stay for the next. The session itself is kept, since it is being watched. */
function forget(cache: QueryClient): void {
  cache.removeQueries({ predicate: (query) => query.queryKey[0] !== KEY[0] });
}

/** A worker's jobs go on where there is no network; nobody else's answers stay in the browser. */
async function keepAnswers(session: OwnSession | null): Promise<void> {
  const worker = session?.user.role === 'worker' ? session : undefined;
  try {
    await answers.keepFor(worker?.user.id);
    if (worker) {
      await answers.keepSession(worker);
      keepShell();
    }
  } catch {
    // A browser that keeps nothing works with the network only.
  }
}

async function ownSession(): Promise<OwnSession | null> {
  const { turn } = answers;
  // Who signed in or out meanwhile is not overruled by an answer of before.
  const still = () => answers.turn === turn;
  try {
    const session = await must(api.GET('/api/session'));
    setCentreZone(session.zone);
    if (still()) await keepAnswers(session);
    return session;
  } catch (error) {
    if (isProblem(error, 401)) {
      if (still()) await keepAnswers(null);
      return null;
    }
    const kept = isAway(error) && still() && (await answers.keptSession<OwnSession>().catch(() => undefined));
    if (kept) {
      setCentreZone(kept.zone);
      return kept;
    }
    throw error;
  }
}

/** Who is signed in. Renders `waiting` until that is known. */
export function SessionProvider({
  children,
  waiting,
}: {
  children: ReactNode;
  waiting: (retry: () => void, error: Error | null) => ReactNode;
}) {
  const cache = useQueryClient();
  const query = useQuery({
    queryKey: KEY,
    queryFn: ownSession,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    networkMode: 'always',
  });
  const is = useCallback(
    (session: OwnSession | null) => {
      // An answer that is still on its way tells of before.
      void cache.cancelQueries({ queryKey: KEY });
      void keepAnswers(session);
      cache.setQueryData(KEY, session);
    },
    [cache],
  );
  const signedOut = useCallback(() => is(null), [is]);
  useEffect(() => onSignedOut(signedOut), [signedOut]);

  const signedIn = useCallback(
    (session: OwnSession) => {
      forget(cache);
      setCentreZone(session.zone);
      is(session);
    },
    [cache, is],
  );
  const signOut = useCallback(async () => {
    await must(api.DELETE('/api/session'));
    await keepAnswers(null);
    forget(cache);
    dropAllDrafts();
    emptyOutbox();
    if (typeof indexedDB !== 'undefined') void dropFilesExcept(new Set()).catch(() => undefined);
    signedOut();
  }, [cache, signedOut]);
  const value = useMemo<Session>(() => {
    const session = query.data ?? null;
    const held = new Set(session?.permissions ?? []);
    return { session, may: (one) => held.has(one), staff: session?.user.staff_number ?? null, signedIn, signOut };
  }, [query.data, signedIn, signOut]);

  if (query.data === undefined) return waiting(() => void query.refetch(), query.error);
  return <SessionContext value={value}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('used outside of SessionProvider');
  return session;
}
