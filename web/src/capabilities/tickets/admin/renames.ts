import type { TicketType } from '../../../api/types';
import { triggerOf, wordOf } from './triggers';

type Named = { name: string }[];

/** The one name that was changed, as long as no row came or went. */
export function renamed(before: Named, after: Named): [from: string, to: string] | undefined {
  if (before.length !== after.length) return undefined;
  const changed = after.filter((row, index) => row.name !== before[index]?.name);
  const index = after.findIndex((row, n) => row.name !== before[n]?.name);
  const [from, to] = [before[index]?.name, after[index]?.name];
  // A name that two rows have, also while it is typed, says nothing about either; rows that changed places do not either.
  if (changed.length !== 1 || !from || to === undefined) return undefined;
  return before.filter((row) => row.name === from || row.name === to).length === 1 ? [from, to] : undefined;
}

const swap = (from: string, to: string) => (name: string) => (name === from ? to : name);

/** A state has another name: all that names it follows. */
export function renameState(type: TicketType, from: string, to: string): Partial<TicketType> {
  const follow = swap(from, to);
  const rule = type.department;
  return {
    start: follow(type.start),
    moves: type.moves.map((move) => ({ ...move, from: move.from.map(follow), to: follow(move.to) })),
    reopen: type.reopen && { to: follow(type.reopen.to) },
    department: rule && {
      from: rule.from.map(follow),
      with: follow(rule.with),
      feedback: follow(rule.feedback),
      asking: follow(rule.asking),
      satisfied: follow(rule.satisfied),
    },
    clocks: triggersFollow(type, `entered:${from}`, `entered:${to}`),
  };
}

/** Those that go on to a state that has another name now. */
export function goOnTo(states: TicketType['states'], from: string, to: string): TicketType['states'] {
  const follow = swap(from, to);
  return states.map((state) =>
    state.on_customer_wrote ? { ...state, on_customer_wrote: follow(state.on_customer_wrote) } : state,
  );
}

/** A move has another name: the clocks that begin or end with it follow. */
export function renameMove(type: TicketType, from: string, to: string): Partial<TicketType> {
  return { clocks: triggersFollow(type, `moved:${from}`, `moved:${to}`) };
}

/** A field has another name: the moves that need it or look at it follow. */
export function renameField(type: TicketType, from: string, to: string): Partial<TicketType> {
  const follow = swap(from, to);
  return {
    moves: type.moves.map((move) => ({
      ...move,
      needs: (move.needs ?? []).map(follow),
      only_if: (move.only_if ?? []).map((one) =>
        one.test === 'any_filled' ? { ...one, fields: one.fields.map(follow) } : { ...one, field: follow(one.field) },
      ),
    })),
  };
}

function triggersFollow(type: TicketType, from: string, to: string): TicketType['clocks'] {
  const follow = swap(from, to);
  const each = (list: Parameters<typeof wordOf>[0][] | undefined) =>
    (list ?? []).map((one) => triggerOf(follow(wordOf(one))));
  return (type.clocks ?? []).map((clock) => ({
    ...clock,
    start: each(clock.start),
    restart: each(clock.restart),
    stop: each(clock.stop),
  }));
}

/** A type with nothing but a beginning and an end. */
export function blank(name: string): TicketType {
  return {
    name,
    version: 0,
    label: { zh: '', en: '' },
    for_customers: true,
    opened_by: ['service'],
    start: 'received',
    states: [
      { name: 'received', label: { zh: '已受理', en: 'Received' }, kind: 'open' },
      { name: 'closed', label: { zh: '已办结', en: 'Closed' }, kind: 'closed' },
    ],
    moves: [
      {
        name: 'close',
        label: { zh: '办结', en: 'Close' },
        from: ['received'],
        to: 'closed',
        by: ['service'],
        needs: [],
        only_if: [],
        needs_reason: false,
      },
    ],
    fields: [],
    categories: [],
    department: null,
    reopen: { to: 'received' },
    clocks: [],
    escalations: [],
  };
}
