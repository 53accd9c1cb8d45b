import { describe, expect, it } from 'vitest';
import type { TicketType } from '../../../api/types';
import { copyOf, faultsOf, lengthOf, tabOf, targetOf, triggerOf, wordOf } from './triggers';

describe('a type in the editor', () => {
  it('shows triggers as words and takes them back', () => {
    for (const word of ['created', 'entered:return_visit', 'moved:apologise', 'customer_informed']) {
      expect(wordOf(triggerOf(word))).toBe(word);
    }
  });

  it('sets times in hours and working days', () => {
    expect(targetOf('working', 1.5)).toEqual({ count: 'working', length_s: 5400 });
    expect(targetOf('working_days', 2)).toEqual({ count: 'working_days', days: 2 });
    expect(lengthOf({ count: 'elapsed', length_s: 7200 })).toBe(2);
    expect(targetOf('elapsed', -1)).toEqual({ count: 'elapsed', length_s: 0 });
  });

  it('shows a fault where it is', () => {
    const faults = [
      { field: 'moves.apologise.to', message: 'x' },
      { field: 'moves.apologise_again', message: 'y' },
    ];
    expect(faultsOf(faults, 'moves.apologise')).toEqual(['x']);
    expect(['moves.a.to', 'states', 'escalations[2].when', 'start', 'department.with'].map(tabOf)).toEqual([
      'moves',
      'states',
      'escalations',
      'general',
      'general',
    ]);
  });

  it('is made after another without touching it', () => {
    const model = { name: 'complaint', version: 4, states: [{ name: 'received' }] } as unknown as TicketType;
    const copy = copyOf(model, 'praise');
    copy.states.length = 0;
    expect([copy.name, copy.version, model.states.length]).toEqual(['praise', 0, 1]);
  });
});
