import { describe, expect, it } from 'vitest';
import type { TicketPerson, TicketSummary, TicketType } from '../../api/types';
import { boardOf, statesToSendFrom, typesOnSite } from './dispatch';

const move = (name: string, from: string[], to: string, more = {}) => ({ name, from, to, by: ['service'], ...more });
const state = (name: string, kind: string) => ({ name, kind });

const inspection = {
  name: 'inspection',
  states: [
    state('asked', 'open'),
    state('taken', 'open'),
    state('sent', 'worker'),
    state('reported', 'open'),
    state('closed', 'closed'),
  ],
  moves: [
    move('take', ['asked'], 'taken'),
    move('send', ['taken'], 'sent', { needs: ['worker'] }),
    move('report', ['sent'], 'reported', { by: ['worker'] }),
    move('again', ['reported'], 'taken', { needs_reason: true }),
    move('close', ['reported'], 'closed'),
  ],
} as unknown as TicketType;
const enquiry = { name: 'enquiry', states: [state('received', 'open')], moves: [] } as unknown as TicketType;

const job = (number: number, at: string, kind: string, more = {}) =>
  ({ number, type: 'inspection', state: at, kind, next_due_at: null, ...more }) as unknown as TicketSummary;
const worker = { user_id: 'w1' } as TicketPerson;
const numbers = (jobs: TicketSummary[] | undefined) => jobs?.map((one) => one.number);

describe('the dispatch board', () => {
  it('shows every type in which somebody goes there, by what the type says', () => {
    expect(typesOnSite([enquiry, inspection]).map((type) => type.name)).toEqual(['inspection']);
  });

  it('knows from where a worker can be sent, directly or after one step that asks nothing', () => {
    expect([...statesToSendFrom(inspection)].toSorted()).toEqual(['asked', 'taken']);
  });

  it('has one lane for each worker, and one for what nobody goes to yet, what is due first first', () => {
    const jobs = [
      job(1, 'taken', 'open'),
      job(2, 'asked', 'open', { next_due_at: '2026-11-22T10:00:00Z' }),
      job(3, 'sent', 'worker', { assignee: { assignee: 'user', id: 'w1' } }),
      job(4, 'reported', 'open'),
      job(5, 'reported', 'open', { assignee: { assignee: 'user', id: 'w1' } }),
    ];
    const board = boardOf(jobs, [inspection], [worker]);
    expect([numbers(board.waiting), numbers(board.lanes.get('w1'))]).toEqual([[2, 1], [3]]);
  });

  it('shows a job whose worker is not there any more', () => {
    const left = job(6, 'sent', 'worker', { assignee: { assignee: 'user', id: 'gone' } });
    expect(numbers(boardOf([left], [inspection], [worker]).waiting)).toEqual([6]);
  });
});
