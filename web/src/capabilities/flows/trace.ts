import type { Text } from '../../api/types';

interface Part {
  text?: Text;
  prompt?: string;
}

/** One entry of a try-out, as the server tells it. */
export interface TraceEntry {
  event: string;
  at_s: number;
  of: {
    command?: string;
    input?: string;
    node?: string;
    kind?: string;
    why?: Text;
    parts?: Part[];
    digit?: string;
  } & Record<string, unknown>;
}

export interface TraceLine {
  at: number;
  kind: 'step' | 'play' | 'key' | 'other';
  text: string;
}

/** The entries as lines that people can follow: steps with their reasons, what is heard, keys. */
export function traceLines(entries: TraceEntry[], say: (text: Text | undefined) => string): TraceLine[] {
  return entries.flatMap((entry): TraceLine[] => {
    const of = entry.of ?? {};
    const line = (kind: TraceLine['kind'], text: string) => [{ at: entry.at_s, kind, text }];
    if (of.command === 'step') return line('step', `${of.node} (${of.kind}) — ${say(of.why)}`);
    if (of.command === 'play') {
      const heard = (of.parts ?? []).map((part) => (part.text ? say(part.text) : `♪ ${part.prompt ?? ''}`));
      return line('play', heard.join(' '));
    }
    if (of.input === 'digit') return line('key', String(of.digit));
    const quiet = of.input === 'prompt_finished' || of.input === 'tick' || of.command === 'stop_playing';
    if (quiet) return [];
    const { command, input, ...facts } = of;
    const rest = Object.entries(facts).map(
      ([key, value]) => `${key}: ${typeof value === 'object' ? JSON.stringify(value) : value}`,
    );
    return line('other', [command ?? input ?? entry.event, ...rest].join(' · '));
  });
}
