import { describe, expect, it } from 'vitest';
import { found, numberOf } from './match';

describe('the search', () => {
  it('finds by parts of words, in any order', () => {
    expect(found('', '工作台')).toBe(true);
    expect(found('队', '队列')).toBe(true);
    expect(found('hours bus', 'Business hours')).toBe(true);
    expect(found('queue', '队列', 'Queues')).toBe(true);
    expect(found('trunk', 'Queues')).toBe(false);
  });

  it('knows a telephone number', () => {
    expect(numberOf('138 0013 8000')).toBe('13800138000');
    expect(numberOf('+86-13800138000')).toBe('+8613800138000');
    expect(numberOf('李敏')).toBeUndefined();
    expect(numberOf('42')).toBeUndefined();
  });
});
