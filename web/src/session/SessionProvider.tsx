import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo } from 'react';
import { api, must, onSignedOut } from '../api/client';
import { isProblem } from '../api/problem';
import type { OwnSession } from '../api/types';
import { dropAllDrafts } from '../forms/drafts';
import { dropFilesExcept } from '../forms/keptFiles';
import { emptyOutbox } from '../forms/outbox';

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

async function ownSession(): Promise<OwnSession | null> {
  try {
    return await must(api.GET('/api/session'));
  } catch (error) {
    if (isProblem(error, 401)) return null;
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
  const query = useQuery({ queryKey: KEY, queryFn: ownSession, staleTime: Number.POSITIVE_INFINITY, retry: false });
  useEffect(() => onSignedOut(() => cache.setQueryData(KEY, null)), [cache]);

  const signedIn = useCallback(
    (session: OwnSession) => {
      forget(cache);
      cache.setQueryData(KEY, session);
    },
    [cache],
  );
  const signOut = useCallback(async () => {
    await must(api.DELETE('/api/session'));
    forget(cache);
    dropAllDrafts();
    emptyOutbox();
    if (typeof indexedDB !== 'undefined') void dropFilesExcept(new Set()).catch(() => undefined);
    cache.setQueryData(KEY, null);
  }, [cache]);
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
