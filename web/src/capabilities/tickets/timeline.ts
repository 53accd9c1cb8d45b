import type { TicketStoryItem } from '../../api/types';

export type Data = Record<string, unknown>;
export const dataOf = (item: TicketStoryItem) => item.data as Data;

export type Lane = 'talk' | 'history';

/** What was said among people, as against what was done. */
const TALK = new Set([
  'created',
  'noted',
  'fed_back',
  'answered_by_department',
  'answered_from_feedback',
  'customer_informed',
  'customer_wrote',
  'not_satisfied',
  'satisfied',
  'passed',
  'returned',
  'attached',
  'file_removed',
  'reopened',
]);
/** What only the program needs. */
const HIDDEN = new Set(['watched', 'unwatched']);

export const nameOf = (item: TicketStoryItem) => item.kind.replace(/^tickets\./, '');

export function shown(items: TicketStoryItem[], lane: Lane | 'all'): TicketStoryItem[] {
  return items.filter((item) => {
    const name = nameOf(item);
    if (HIDDEN.has(name)) return false;
    if (lane === 'all') return true;
    return TALK.has(name) === (lane === 'talk');
  });
}

/** What somebody wrote, and for whom. */
export function saidIn(item: TicketStoryItem): { text: string; to: 'all' | 'customer' | 'inside' } | undefined {
  const data = dataOf(item);
  const text = (key: string) => (typeof data[key] === 'string' && data[key] ? (data[key] as string) : undefined);
  switch (nameOf(item)) {
    case 'created':
    case 'passed':
      return wrap(text('matter'), 'all');
    case 'noted':
      return wrap(text('text'), data.readers === 'service' ? 'inside' : 'all');
    case 'fed_back':
      return wrap(text('text'), 'all');
    case 'answered_by_department':
      return wrap([text('text'), text('result')].filter(Boolean).join('\n→ '), 'customer');
    case 'answered_from_feedback':
    case 'customer_informed':
    case 'customer_wrote':
      return wrap(text('text'), 'customer');
    case 'not_satisfied':
      return wrap(text('missing'), 'customer');
    case 'moved':
    case 'returned':
      return wrap(text('reason'), 'all');
    case 'prioritised':
    case 'reopened':
    case 'merged_into':
    case 'merge_undone':
    case 'assigned':
    case 'file_removed':
      return wrap(text('why'), 'all');
    default:
      return undefined;
  }
}

function wrap(text: string | undefined, to: 'all' | 'customer' | 'inside') {
  return text ? { text, to } : undefined;
}
