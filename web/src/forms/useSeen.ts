import { useCallback, useMemo, useRef } from 'react';
import { isProblem } from '../api/problem';

/** The version that a refused change named: what is stored by now. */
export function versionIn(error: unknown): string | undefined {
  if (!isProblem(error, 409)) return undefined;
  return error.possible.find((one) => one.startsWith('version:'))?.slice('version:'.length);
}

/**
 * The version of what is edited. Who was told what others changed has seen it: the next save goes on from there, with
 * all that was typed.
 */
export function useSeen(version?: string) {
  const seen = useRef(version);
  const open = useCallback((opened: string | undefined) => {
    seen.current = opened;
  }, []);
  const learn = useCallback((error: unknown) => {
    seen.current = versionIn(error) ?? seen.current;
  }, []);
  const current = useCallback(() => seen.current, []);
  return useMemo(() => ({ current, open, learn }), [current, open, learn]);
}
