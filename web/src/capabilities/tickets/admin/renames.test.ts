import { describe, expect, it } from 'vitest';
import type { TicketType } from '../../../api/types';
import { blank, renamed, renameField, renameMove, renameState } from './renames';

const rows = (...names: string[]) => names.map((name) => ({ name }));

describe('a name that is changed', () => {
  it('is known as long as rows neither come nor go nor change places', () => {
    expect(renamed(rows('a', 'b'), rows('a', 'c'))).toEqual(['b', 'c']);
    expect(renamed(rows('a', 'b'), rows('a', 'b'))).toBeUndefined();
    expect(renamed(rows('a', 'b'), rows('a'))).toBeUndefined();
    expect(renamed(rows('a', 'b'), rows('b', 'a'))).toBeUndefined();
  });

  it('says nothing while two rows have it, and nothing of a row without one', () => {
    expect(renamed(rows('a', 'b'), rows('a', 'a'))).toBeUndefined();
    expect(renamed(rows('a', 'a'), rows('a', 'b'))).toBeUndefined();
    expect(renamed(rows('a', ''), rows('a', 'b'))).toBeUndefined();
  });

  const type: TicketType = {
    ...blank('praise'),
    clocks: [
      {
        policy: { kind: 'resolution', target: { count: 'working_days', days: 1 }, warn_at: [] },
        start: [{ on: 'created' }],
        restart: [],
        stop: [
          { on: 'entered', state: 'closed' },
          { on: 'moved', name: 'close' },
        ],
      },
    ] as TicketType['clocks'],
  };

  it('of a state is followed by moves, start, reopening and clocks', () => {
    const after = { ...type, ...renameState(type, 'closed', 'over') };
    expect(after.moves[0]?.to).toBe('over');
    expect(after.clocks?.[0]?.stop[0]).toEqual({ on: 'entered', state: 'over' });
    expect(renameState(type, 'received', 'new').start).toBe('new');
    expect(renameState(type, 'received', 'new').reopen).toEqual({ to: 'new' });
  });

  it('of a move is followed by clocks, of a field by the moves that need it or look at it', () => {
    expect(renameMove(type, 'close', 'finish').clocks?.[0]?.stop[1]).toEqual({ on: 'moved', name: 'finish' });
    const [move] = type.moves;
    const only_if = [
      { test: 'is' as const, field: 'thanked', value: true },
      { test: 'any_filled' as const, fields: ['a', 'thanked'] },
    ];
    const with_field = { ...type, moves: move ? [{ ...move, needs: ['thanked'], only_if }] : [] };
    const after = renameField(with_field, 'thanked', 'was_thanked').moves?.[0];
    expect(after?.needs).toEqual(['was_thanked']);
    expect(after?.only_if).toEqual([
      { test: 'is', field: 'was_thanked', value: true },
      { test: 'any_filled', fields: ['a', 'was_thanked'] },
    ]);
  });
});
