import { describe, expect, it } from 'vitest';
import { matches, SHORTCUTS, usable } from './keys';

const press = (key: string, code: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  code,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...more,
});

describe('shortcuts', () => {
  it('go by the place of a letter, whatever Alt makes of it', () => {
    expect(matches(press('˙', 'KeyH', { altKey: true }), 'Alt+H')).toBe(true);
    expect(matches(press('h', 'KeyH'), 'Alt+H')).toBe(false);
  });

  it('take the command key of Apple machines for Ctrl', () => {
    expect(matches(press('Enter', 'Enter', { metaKey: true }), 'Ctrl+Enter')).toBe(true);
    expect(matches(press('Enter', 'Enter', { ctrlKey: true }), 'Ctrl+Enter')).toBe(true);
  });

  it('do not answer a call when the record is sent', () => {
    expect(matches(press('Enter', 'Enter', { ctrlKey: true }), SHORTCUTS.answer)).toBe(false);
  });

  it('are shown to those for whom they do something', () => {
    const agent = usable((page) => ['desk', 'contacts'].includes(page));
    expect(agent).toContain('hold');
    expect(agent).not.toContain('live');
    const reviewer = usable((page) => page === 'contacts');
    expect(reviewer).toEqual(['search', 'contacts', 'nextRow', 'previousRow', 'selectRow', 'map']);
    expect(usable(() => true)).toEqual(Object.keys(SHORTCUTS));
  });

  it('are each their own', () => {
    const all = Object.values(SHORTCUTS);
    expect(new Set(all).size).toBe(all.length);
  });
});
