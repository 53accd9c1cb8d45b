import type { Possible, TicketAction, TicketType } from '../../api/types';
import { type HeldValues, sentValues } from './forms';

/** What an action asks for beside the fields of the type. */
export type Ask = 'reason' | 'text' | 'result' | 'why' | 'department' | 'matter' | 'satisfied' | 'missing';

const ASKS: Record<string, Ask[]> = {
  pass: ['department', 'matter'],
  accept: [],
  return: ['reason'],
  feed_back: ['text'],
  answered_by_department: ['text', 'result'],
  inform_customer: ['text'],
  satisfaction: ['satisfied', 'missing'],
  reopen: ['why'],
  undo_merge: ['why'],
};

export interface ActionValues {
  fields?: HeldValues;
  reason?: string;
  text?: string;
  result?: string;
  why?: string;
  department?: string;
  matter?: string;
  satisfied?: boolean;
  missing?: string;
}

/** Whether an offered action is a move of the type; names of the common actions come first on the server too. */
export function isMove(possible: Possible, type: TicketType | undefined): boolean {
  return type?.moves.some((move) => move.name === possible.name && move.to === possible.to) ?? false;
}

export function asksOf(possible: Possible, type: TicketType | undefined): Ask[] {
  if (isMove(possible, type)) return possible.needs_reason ? ['reason'] : [];
  return ASKS[possible.name] ?? (possible.needs_reason ? ['reason'] : []);
}

/** Fields of the form that an action asks for: those it needs, and those of which one must be filled. */
export function fieldsOf(possible: Possible, type: TicketType | undefined): string[] {
  if (!isMove(possible, type)) return [];
  const move = type?.moves.find((one) => one.name === possible.name);
  const either = (move?.only_if ?? []).flatMap((condition) =>
    condition.test === 'any_filled' ? condition.fields : [],
  );
  return [...new Set([...possible.needs, ...either])];
}

/** Whether it can be done without asking anything. */
export function isPlain(possible: Possible, type: TicketType | undefined): boolean {
  return asksOf(possible, type).length === 0 && fieldsOf(possible, type).length === 0;
}

/** The request for an offered action. */
export function actionOf(possible: Possible, type: TicketType | undefined, values: ActionValues): TicketAction {
  const words = (text: string | undefined) => text?.trim() ?? '';
  if (isMove(possible, type)) {
    const fields = sentValues(type, values.fields);
    return { do: 'move', name: possible.name, fields, reason: words(values.reason) || null };
  }
  switch (possible.name) {
    case 'pass':
      return { do: 'pass', department: values.department ?? '', matter: words(values.matter) };
    case 'accept':
      return { do: 'accept' };
    case 'return':
      return { do: 'return', reason: words(values.reason) };
    case 'feed_back':
      return { do: 'feed_back', text: words(values.text) };
    case 'answered_by_department':
      return { do: 'answered_by_department', text: words(values.text), result: words(values.result) };
    case 'inform_customer':
      return { do: 'inform_customer', text: words(values.text) };
    case 'satisfaction':
      return { do: 'satisfaction', satisfied: values.satisfied === true, missing: words(values.missing) };
    case 'reopen':
      return { do: 'reopen', why: words(values.why) };
    default:
      return { do: 'undo_merge', why: words(values.why) };
  }
}
