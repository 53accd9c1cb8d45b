import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { EventStream, type LiveEvent, type Wire } from './eventStream';
import { staleKeys } from './invalidation';

/** Stale answers are asked for again in bundles, so that a busy centre does not drown the page. */
const BUNDLE_MS = 200;

type Watcher = (event: LiveEvent) => void;

const LiveContext = createContext<{ connected: boolean; watch: (watcher: Watcher) => () => void }>({
  connected: true,
  watch: () => () => undefined,
});

function openWire(path: string): Wire {
  const scheme = window.location.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(`${scheme}//${window.location.host}${path}`) as unknown as Wire;
}

/** One live channel for the whole page; keeps the cache of answers true. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const cache = useQueryClient();
  const [connected, setConnected] = useState(true);
  const watchers = useRef(new Set<Watcher>());

  useEffect(() => {
    const stale = new Map<string, string[]>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      for (const key of stale.values()) void cache.invalidateQueries({ queryKey: key });
      stale.clear();
    };
    const stream = new EventStream(openWire, {
      onEvent: (event) => {
        for (const key of staleKeys(event)) stale.set(key.join('/'), key);
        timer ??= setTimeout(flush, BUNDLE_MS);
        for (const watcher of watchers.current) watcher(event);
      },
      onResync: () => void cache.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' }),
      onConnected: setConnected,
    });
    stream.start();
    const back = () => stream.hurry();
    window.addEventListener('online', back);
    return () => {
      window.removeEventListener('online', back);
      clearTimeout(timer);
      stream.stop();
    };
  }, [cache]);

  const [watch] = useState(() => (watcher: Watcher) => {
    watchers.current.add(watcher);
    return () => watchers.current.delete(watcher);
  });
  return <LiveContext value={{ connected, watch }}>{children}</LiveContext>;
}

export function useConnected(): boolean {
  return useContext(LiveContext).connected;
}
