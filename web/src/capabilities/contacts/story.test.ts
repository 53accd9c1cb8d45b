import { describe, expect, it } from 'vitest';
import type { StoryItem } from '../../api/types';
import { legOf, nodeOf, told, whyOf, wordsOf } from './story';

const item = (kind: string, zh: string, data: object = {}): StoryItem => ({
  seq: 1,
  at: '2026-11-22T01:00:00Z',
  kind,
  actor: 'system' as unknown as StoryItem['actor'],
  data: data as StoryItem['data'],
  text: { zh, en: zh },
});

describe('the story of a contact', () => {
  it('is told without connections and files, unless these are asked for', () => {
    const story = [item('contacts.queued', '进入队列'), item('contacts.leg_ended', '通话腿结束')];
    expect(told(story, false).map((one) => one.kind)).toEqual(['contacts.queued']);
    expect(told(story, true)).toHaveLength(2);
  });

  it('leaves names of programs to those who ask for them', () => {
    const ended = item('contacts.ended', '服务结束，由客户结束（caller_hung_up）');
    expect(wordsOf(ended, 'zh-CN', false)).toBe('服务结束，由客户结束');
    expect(wordsOf(ended, 'zh-CN', true)).toContain('caller_hung_up');
    expect(wordsOf(item('contacts.step', '转接（售后）'), 'zh-CN', false)).toBe('转接（售后）');
  });

  it('names the node of a step, and the reason only where it says more', () => {
    const step = item('contacts.step', '按键 0', { node: 'person', why: { zh: '按键 0', en: 'pressed 0' } });
    expect([nodeOf(step), whyOf(step, 'zh-CN')]).toEqual(['person', undefined]);
  });

  it('has the figures of each connection', () => {
    const leg = legOf(
      item('contacts.leg_ended', '', { party: 'caller', cause: 'bye', media: { packets_in: 50, lost: 2 } }),
    );
    expect(leg).toEqual({ party: 'caller', cause: 'bye', received: 50, sent: 0, lost: 2, jitter: 0 });
  });
});
