import type { StoryItem } from '../../api/types';
import { say } from '../../i18n';

/** What only those want to know who look after the system. */
const TECHNICAL = new Set(['contacts.leg_ended', 'contacts.recording_started', 'contacts.recording_ended']);

interface Data {
  why?: { zh?: string; en?: string } | string;
  node?: unknown;
  party?: string;
  cause?: string;
  media?: { packets_in?: number; packets_out?: number; lost?: number; jitter_ms?: number };
}

/** The story as people tell it: no connections and files. */
export function told(story: StoryItem[], technical: boolean): StoryItem[] {
  return technical ? story : story.filter((item) => !TECHNICAL.has(item.kind));
}

/** An entry in words. Stable names of programs (`caller_hung_up`) stand behind in brackets; people need none of them. */
export function wordsOf(item: StoryItem, language: string, technical: boolean): string {
  const text = say(item.text, language);
  return technical ? text : text.replace(/（[a-z0-9_ ]+）$|\s\([a-z0-9_ ]+\)$/, '');
}

/** The router's own words, where they say more than the entry's text. */
export function whyOf(item: StoryItem, language: string): string | undefined {
  const { why } = item.data as Data;
  if (typeof why !== 'object' || why === null) return undefined;
  const words = say({ zh: why.zh ?? '', en: why.en ?? '' }, language);
  return words && !say(item.text, language).includes(words) ? words : undefined;
}

/** The node of the entry flow that a step entered. */
export function nodeOf(item: StoryItem): string | undefined {
  const { node } = item.data as Data;
  return item.kind === 'contacts.step' && typeof node === 'string' ? node : undefined;
}

export interface Leg {
  party: string;
  cause: string;
  received: number;
  sent: number;
  lost: number;
  jitter: number;
}

/** One side's connection with its figures (HOT-13). */
export function legOf(item: StoryItem): Leg | undefined {
  if (item.kind !== 'contacts.leg_ended') return undefined;
  const { party = '', cause = '', media } = item.data as Data;
  const { packets_in = 0, packets_out = 0, lost = 0, jitter_ms = 0 } = media ?? {};
  return { party, cause, received: packets_in, sent: packets_out, lost, jitter: jitter_ms };
}
