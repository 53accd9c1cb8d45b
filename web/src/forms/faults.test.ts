import { describe, expect, it } from 'vitest';
import { pathOf, placeFaults } from './faults';

describe('faults of a form', () => {
  it('are paths into it', () => {
    expect(pathOf('skills[0].level')).toEqual(['skills', 0, 'level']);
    expect(pathOf('week.3.from')).toEqual(['week', 3, 'from']);
    expect(pathOf('matter')).toEqual(['matter']);
  });

  it('stand beside the innermost field that holds them', () => {
    const fields = [['overflow'], ['skills'], ['skills', 0, 'level']];
    const { beside } = placeFaults(
      [
        { field: 'overflow[1].do', message: 'unknown step' },
        { field: 'skills[0].level', message: '1 to 5' },
      ],
      fields,
    );
    expect(beside).toEqual([
      { name: ['overflow'], errors: ['unknown step'] },
      { name: ['skills', 0, 'level'], errors: ['1 to 5'] },
    ]);
  });

  it('are gathered where several are about one field', () => {
    const faults = [
      { field: 'name', message: 'too long' },
      { field: 'name', message: 'taken' },
    ];
    expect(placeFaults(faults, [['name']]).beside).toEqual([{ name: ['name'], errors: ['too long', 'taken'] }]);
  });

  it('are not lost when the form has no such field', () => {
    const fault = { field: 'zone', message: 'unknown' };
    expect(placeFaults([fault], [['name']])).toEqual({ beside: [], homeless: [fault] });
  });
});
