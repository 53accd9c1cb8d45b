import { describe, expect, it } from 'vitest';
import { changesIn, type ViewFields } from './viewNews';

const opened: ViewFields = { name: '紧急', who: 'own', filter: { priority: 'urgent', open: true } };

describe('of two who edit a view, the second', () => {
  it('takes over what only the first changed', () => {
    const left = { ...opened, name: '紧急投诉', filter: { ...opened.filter, type: 'complaint' } };
    expect(changesIn(opened, left, { ...opened, who: 'all' })).toEqual([
      { part: 'name', before: '紧急', now: '紧急投诉' },
      { part: 'type', before: undefined, now: 'complaint' },
    ]);
  });

  it('keeps what was typed where both changed the same', () => {
    const left = { ...opened, name: '紧急投诉' };
    expect(changesIn(opened, left, { ...opened, name: '加急' })).toEqual([
      { part: 'name', before: '紧急', now: '紧急投诉', typed: '加急' },
    ]);
  });

  it('hears of no clash where both typed the same, and of nothing where nothing was changed', () => {
    expect(changesIn(opened, opened, { ...opened, name: '加急' })).toEqual([]);
    const left = { ...opened, name: '加急' };
    expect(changesIn(opened, left, left)).toEqual([{ part: 'name', before: '紧急', now: '加急' }]);
  });
});
