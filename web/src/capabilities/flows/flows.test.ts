import { describe, expect, it } from 'vitest';
import { faultLine } from './faultLine';
import { type TraceEntry, traceLines } from './trace';

const TEXT = JSON.stringify(
  { start: 'menu', nodes: { hello: { keys: { '1': 'menu' } }, menu: { do: 'menu', keys: { '0': 'x', '1': 'y' } } } },
  null,
  2,
);

describe('a fault of a flow', () => {
  it('points into its own node, not at the same word elsewhere', () => {
    const line = faultLine(TEXT, 'nodes.menu.keys.1');
    expect(TEXT.split('\n')[(line ?? 0) - 1]).toContain('"1": "y"');
  });

  it('goes by its line where the text could not be read', () => {
    expect(faultLine('{', 'nodes.line 12')).toBe(12);
    expect(faultLine('{', 'line 3')).toBe(3);
  });

  it('points nowhere when its place is unknown', () => {
    expect(faultLine('{}', 'start')).toBeUndefined();
  });
});

describe('a try-out', () => {
  it('shows steps with reasons, what is heard, and keys', () => {
    const entries: TraceEntry[] = [
      {
        event: 'command',
        at_s: 0,
        of: { command: 'step', node: 'menu', kind: 'menu', why: { zh: '来电', en: 'a call' } },
      },
      { event: 'command', at_s: 0, of: { command: 'play', parts: [{ text: { zh: '请按键', en: 'Press a key' } }] } },
      { event: 'input', at_s: 3, of: { input: 'prompt_finished' } },
      { event: 'input', at_s: 4, of: { input: 'digit', digit: '1' } },
    ];
    expect(traceLines(entries, (text) => text?.en ?? '')).toEqual([
      { at: 0, kind: 'step', text: 'menu (menu) — a call' },
      { at: 0, kind: 'play', text: 'Press a key' },
      { at: 4, kind: 'key', text: '1' },
    ]);
  });
});
