import { describe, expect, it } from 'vitest';
import { beside, VIEW_MS, VIEWS, viewAt } from './rotation';

describe('the wall board', () => {
  it('shows its views in turn', () => {
    const turns = VIEWS.map((_, n) => viewAt(n * VIEW_MS, null));
    expect(turns).toEqual([...VIEWS]);
    expect(viewAt(VIEWS.length * VIEW_MS, null)).toBe(VIEWS[0]);
  });

  it('stays at the view that was asked for', () => {
    expect([viewAt(0, 'today'), viewAt(VIEW_MS, 'today')]).toEqual(['today', 'today']);
    expect(viewAt(0, 'nonsense')).toBe(VIEWS[0]);
  });

  it('goes round in both directions', () => {
    expect(beside('now', 1)).toBe('today');
    expect(beside('now', -1)).toBe('today');
  });
});
