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
export const STATE_ORDER = ['missed', 'ringing', 'busy', 'after_call_work', 'available', 'break', 'offline'];
