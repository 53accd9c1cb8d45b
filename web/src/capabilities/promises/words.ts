import type { DueItem, PromiseView } from '../../api/types';
import type { Tone } from '../../shell/states';
import { wall } from '../../time/centre';

/** A time of today by its hour, another one with its day. */
export function clockOf(at: string, now: number): string {
  return wall(at).format(wall(at).isSame(wall(now), 'day') ? 'HH:mm' : 'MM-DD HH:mm');
}

/** How near the instant is: late, within half an hour, or farther. */
export function nearness(at: string | null | undefined, now: number): 'late' | 'soon' | 'far' {
  if (!at) return 'far';
  const minutes = (Date.parse(at) - now) / 60_000;
  if (minutes < 0) return 'late';
  return minutes < 30 ? 'soon' : 'far';
}

const TONES: Record<string, Tone> = {
  awaiting: 'quiet',
  made: 'accent',
  due_soon: 'soon',
  kept: 'good',
  broken: 'bad',
  withdrawn: 'quiet',
};

export function toneOf(state: string): Tone {
  return TONES[state] ?? 'quiet';
}

/** The key of the word for where a promise stands: what was broken and made good is another thing. */
export function wordOf(promise: Pick<PromiseView, 'state' | 'open'>): string {
  return promise.state === 'broken' && !promise.open ? 'made_good' : promise.state;
}

const OWN_WORDS = ['call_back', 'voice_message', 'visit'];

/** The key of the words for what the hotline was asked, or was planned; nothing where somebody wrote it. */
export function matterKey(source: string): string | undefined {
  return OWN_WORDS.includes(source) ? `promises.asked.${source}` : undefined;
}

/** Where the details of an item are. */
export function addressOf(item: Pick<DueItem, 'what' | 'id'>): string {
  return item.what === 'ticket' ? `/tickets/${item.id}` : `/promises?one=${item.id}`;
}
