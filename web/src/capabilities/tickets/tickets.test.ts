import { describe, expect, it } from 'vitest';
import type { Possible, TicketStoryItem, TicketType } from '../../api/types';
import { sentValues } from './forms';
import { afterQueued } from './jobs';
import { actionOf, fieldsOf, isPlain } from './possible';
import { saidIn, shown } from './timeline';
import { addressOf, BUILT_IN, filterFrom, same } from './views';

const label = { zh: '', en: '' };
const move = (name: string, from: string, to: string, more: object = {}) => ({
  name,
  label,
  from: [from],
  to,
  by: ['worker'],
  needs: [],
  only_if: [],
  needs_reason: false,
  ...more,
});
const repair = {
  name: 'repair',
  moves: [
    move('set_out', 'dispatched', 'on_the_way'),
    move('arrive', 'on_the_way', 'arrived'),
    move('finish', 'arrived', 'done', { needs: ['work_done'] }),
    move('confirm', 'done', 'return_visit', {
      only_if: [{ test: 'any_filled', fields: ['confirmation_code', 'signature'] }],
    }),
    move('accept', 'reported', 'accepted', { by: ['service'] }),
  ],
  fields: [
    { name: 'work_done', label, takes: { kind: 'text', longest: 2000 } },
    { name: 'amount', label, takes: { kind: 'money', most: 100_000 } },
  ],
} as unknown as TicketType;
const possible = (name: string, to: string, more: object = {}): Possible =>
  ({ name, label, to, needs: [], needs_reason: false, ...more }) as Possible;

describe('views', () => {
  it('are addresses, and addresses are views', () => {
    for (const { filter } of BUILT_IN) {
      const search = new URL(addressOf(filter), 'http://x').searchParams;
      expect(same(filterFrom(search), filter)).toBe(true);
    }
  });

  it('leave unknown parts of an address alone', () => {
    expect(filterFrom(new URLSearchParams('open=true&colour=red'))).toEqual({ open: true });
  });
});

describe('what is possible', () => {
  it('asks for the fields of a move, and for those of which one must be filled', () => {
    expect(fieldsOf(possible('finish', 'done', { needs: ['work_done'] }), repair)).toEqual(['work_done']);
    expect(fieldsOf(possible('confirm', 'return_visit'), repair)).toEqual(['confirmation_code', 'signature']);
  });

  it('is done at once when nothing is asked', () => {
    expect(isPlain(possible('arrive', 'arrived'), repair)).toBe(true);
    expect(isPlain(possible('pass', 'with_department'), repair)).toBe(false);
  });

  it('tells a move of the type from the step of a department with the same name', () => {
    expect(actionOf({ ...possible('accept', ''), to: null }, repair, {})).toEqual({ do: 'accept' });
    expect(actionOf(possible('accept', 'accepted'), repair, {})).toMatchObject({ do: 'move', name: 'accept' });
  });

  it('is sent in the units of the server, empty fields left out', () => {
    expect(sentValues(repair, { amount: 12.5, work_done: '' })).toEqual({ amount: 1250 });
  });
});

describe('a worker without network', () => {
  it('goes on by the moves of the type', () => {
    const job = { possible: [possible('set_out', 'on_the_way')], state: 'dispatched' };
    const queued = [{ do: 'move' as const, name: 'set_out' }];
    expect(afterQueued(job, repair, []).map((one) => one.name)).toEqual(['set_out']);
    expect(afterQueued(job, repair, queued).map((one) => one.name)).toEqual(['arrive']);
    const arrived = [...queued, { do: 'move' as const, name: 'arrive' }];
    expect(afterQueued(job, repair, arrived).map((one) => one.needs)).toEqual([['work_done']]);
  });
});

describe('the line of time', () => {
  const item = (kind: string, data: object = {}) =>
    ({ seq: 1, at: '', kind: `tickets.${kind}`, actor: { by: 'system' }, data }) as unknown as TicketStoryItem;

  it('keeps what was said apart from what was done', () => {
    const story = [item('created'), item('moved'), item('noted'), item('watched'), item('clock_breached')];
    expect(shown(story, 'talk').map((one) => one.kind)).toEqual(['tickets.created', 'tickets.noted']);
    expect(shown(story, 'history').map((one) => one.kind)).toEqual(['tickets.moved', 'tickets.clock_breached']);
    expect(shown(story, 'all')).toHaveLength(4);
  });

  it('marks what is for customer service only', () => {
    expect(saidIn(item('noted', { text: 'x', readers: 'service' }))?.to).toBe('inside');
    expect(saidIn(item('noted', { text: 'x', readers: 'department' }))?.to).toBe('all');
    expect(saidIn(item('moved', {}))).toBeUndefined();
  });
});
