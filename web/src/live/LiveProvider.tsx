import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { EventStream, type LiveEvent, type Wire } from './eventStream';
import { staleKeys } from './invalidation';

/** Stale answers are asked for again in bundles, so that a busy centre does not drown the page. */
const BUNDLE_MS = 200;

type Listener = (event: LiveEvent) => void;

interface Live {
  connected: boolean;
  listen: (listener: Listener) => () => void;
}

const LiveContext = createContext<Live>({ connected: true, listen: () => () => undefined });

function openWire(path: string): Wire {
  const scheme = window.location.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(`${scheme}//${window.location.host}${path}`) as unknown as Wire;
}

/** One live channel for the whole page; keeps the cache of answers true. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const cache = useQueryClient();
  const [connected, setConnected] = useState(true);
  const [online, setOnline] = useState(navigator.onLine);
  const listeners = useRef(new Set<Listener>());

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
        for (const listener of listeners.current) listener(event);
      },
      onResync: () => void cache.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' }),
      onConnected: setConnected,
    });
    stream.start();
    const back = () => {
      setOnline(true);
      stream.hurry();
    };
    const gone = () => setOnline(false);
    window.addEventListener('online', back);
    window.addEventListener('offline', gone);
    return () => {
      window.removeEventListener('online', back);
      window.removeEventListener('offline', gone);
      clearTimeout(timer);
      stream.stop();
    };
  }, [cache]);

  const value = useMemo<Live>(() => {
    const listen = (listener: Listener) => {
      listeners.current.add(listener);
      return () => listeners.current.delete(listener);
    };
    return { connected: connected && online, listen };
  }, [connected, online]);
  return <LiveContext value={value}>{children}</LiveContext>;
}

export function useConnected(): boolean {
  return useContext(LiveContext).connected;
}

/** Does something at each live event. */
export function useLiveEvents(action: Listener): void {
  const { listen } = useContext(LiveContext);
  const latest = useRef(action);
  latest.current = action;
  useEffect(() => listen((event) => latest.current(event)), [listen]);
}
