import type { TFunction } from 'i18next';
import type { FieldValue, Possible, Ticket, TicketAction, TicketType } from '../../api/types';
import { short } from '../../time/format';
import type { UnsentJob } from './unsentJobs';
import { fieldName, fieldOf, moveName, valueText } from './words';

/** What was done, in a word. */
export function nameOfStep(one: UnsentJob, type: TicketType | undefined, t: TFunction, language: string): string {
  if (one.photo) return one.photo.name;
  return one.action?.do === 'move' ? (moveName(type, one.action.name, language) ?? one.action.name) : t('ticket.note');
}

/** What was done with all that was entered, as lines of text that can be passed on. */
export function stepText(
  one: { at: number; body: UnsentJob },
  type: TicketType | undefined,
  t: TFunction,
  language: string,
): string {
  const { action } = one.body;
  const head = `${short(new Date(one.at).toISOString())} ${nameOfStep(one.body, type, t, language)}`;
  if (action?.do === 'note') return `${head}: ${action.text}`;
  if (action?.do !== 'move') return head;
  const yes: [string, string] = [t('record.yes'), t('record.no')];
  const entered = Object.entries(action.fields ?? {}).map(
    ([name, value]) =>
      `${fieldName(type, name, language)}: ${valueText(fieldOf(type, name), value as FieldValue, language, yes)}`,
  );
  return [head, ...entered, ...(action.reason ? [action.reason] : [])].join('\n  ');
}

/** What a worker can do next. While something waits to be sent the server cannot say; the type's own moves do. */
export function afterQueued(
  job: Pick<Ticket, 'possible' | 'state'>,
  type: TicketType | undefined,
  waiting: TicketAction[],
): Possible[] {
  const moves = waiting.filter((action) => action.do === 'move');
  const last = moves.at(-1);
  if (!last) return job.possible;
  const state = type?.moves.find((move) => move.name === last.name)?.to ?? job.state;
  return (type?.moves ?? [])
    .filter((move) => move.from.includes(state) && move.by.includes('worker'))
    .map(({ name, label, to, needs, needs_reason }) => ({
      name,
      label,
      to,
      needs: needs ?? [],
      needs_reason: needs_reason ?? false,
    }));
}
