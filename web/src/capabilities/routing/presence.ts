import type { AgentLive, QueueLive } from '../../api/types';
import type { Tone } from '../../shell/states';

const TONES: Record<string, Tone> = {
  available: 'good',
  ringing: 'accent',
  busy: 'accent',
  after_call_work: 'soon',
  break: 'soon',
  missed: 'bad',
  offline: 'quiet',
};

/** The colour and shape of an agent's state; the word stands beside it. */
export function toneOf(state: string): Tone {
  return TONES[state] ?? 'quiet';
}

/** Attention first, absence last. */
export const STATE_ORDER = [
  'missed',
  'ringing',
  'busy',
  'after_call_work',
  'available',
  'unreachable',
  'break',
  'offline',
];

/** An agent's state as a board counts it: who is available without a telephone is not free. */
export function countedAs(agent: Pick<AgentLive, 'state' | 'reachable'>): string {
  return agent.state === 'available' && !agent.reachable ? 'unreachable' : agent.state;
}

/** Queues and names that a wall board has room for. */
export const WALL_ROWS = 8;
const WALL_NAMES = 24;

/** The queues that a wall board shows; where there are too many, those with a line come before the others. */
export function onWall(queues: QueueLive[]): { shown: QueueLive[]; more: number } {
  if (queues.length <= WALL_ROWS) return { shown: queues, more: 0 };
  const since = (queue: QueueLive) => queue.longest_waiting_since ?? '~';
  const first = queues.toSorted((a, b) => Number(b.waiting > 0) - Number(a.waiting > 0) || compare(since(a), since(b)));
  return { shown: first.slice(0, WALL_ROWS - 1), more: queues.length - (WALL_ROWS - 1) };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Names for each state, so that all states together have room on a wall board. */
export function namesEach(states: number): number {
  return Math.max(3, Math.floor(WALL_NAMES / Math.max(1, states)));
}
