import { describe, expect, it } from 'vitest';
import type { PathQuestionDoc } from '../../api/types';
import { stepsOf } from './path';

const text = (en: string) => ({ zh: en, en });
const chart: PathQuestionDoc[] = [
  {
    question: 'matter',
    text: text('What?'),
    answers: [
      { answer: 'complaint', next: 'justified' },
      { answer: 'other', end: 'handled', text: text('Handled') },
    ],
  },
  {
    question: 'justified',
    text: text('Justified?'),
    answers: [{ answer: 'no', end: 'handled', text: text('Explained') }],
  },
];

describe('the path of a contact', () => {
  it('begins with the first question', () => {
    expect(stepsOf(chart, [])).toMatchObject({ steps: [], question: { question: 'matter' } });
  });

  it('leads from answer to answer to an end', () => {
    expect(stepsOf(chart, ['complaint']).question?.question).toBe('justified');
    const way = stepsOf(chart, ['complaint', 'no']);
    expect(way.question).toBeUndefined();
    expect(way.end?.en).toBe('Explained');
  });

  it('stops where an answer does not fit', () => {
    expect(stepsOf(chart, ['yes', 'no']).steps).toEqual([]);
  });
});
