import type { Assignee, FieldDef, FieldValue, TicketPerson, TicketType } from '../../api/types';
import { say } from '../../i18n';
import type { Tone } from '../../shell/states';

export function stateName(type: TicketType | undefined, state: string, language: string): string {
  return say(type?.states.find((one) => one.name === state)?.label, language) || state;
}

export function moveName(type: TicketType | undefined, name: string, language: string): string | undefined {
  const found = type?.moves.find((one) => one.name === name);
  return found && say(found.label, language);
}

export function fieldOf(type: TicketType | undefined, name: string): FieldDef | undefined {
  return type?.fields.find((one) => one.name === name);
}

export function fieldName(type: TicketType | undefined, name: string, language: string): string {
  return say(fieldOf(type, name)?.label, language) || name;
}

/** The tone of a state by what it means. */
export const KIND_TONES: Record<string, Tone> = {
  open: 'accent',
  waiting_for_customer: 'soon',
  waiting_for_other: 'soon',
  department: 'accent',
  worker: 'accent',
  visit: 'soon',
  closed: 'quiet',
};

export const PRIORITY_TONES: Record<string, Tone> = { urgent: 'bad', high: 'soon', normal: 'quiet', low: 'quiet' };

/** The form in which the list is asked for an assignee. */
export function assigneeKey(assignee: Assignee | null | undefined): string | undefined {
  return assignee ? `${assignee.assignee}:${assignee.id}` : undefined;
}

/** As what work is given to somebody: by posting if there is one. */
export function asAssignee(person: TicketPerson): Assignee {
  return person.agent_id ? { assignee: 'agent', id: person.agent_id } : { assignee: 'user', id: person.user_id };
}

export function personName(person: TicketPerson): string {
  return person.staff_number && person.staff_number !== person.name
    ? `${person.name} ${person.staff_number}`
    : person.name;
}

interface ActorLike {
  by?: string;
  id?: string;
}

/** The account behind an actor of an event: an agent's posting has the id of its account. */
export function actorId(actor: unknown): string | undefined {
  return (actor as ActorLike | null)?.id;
}

export function isCustomer(actor: unknown): boolean {
  return (actor as ActorLike | null)?.by === 'customer';
}

export function byId(people: TicketPerson[] | undefined, id: string | undefined): TicketPerson | undefined {
  return id ? people?.find((person) => person.user_id === id || person.agent_id === id) : undefined;
}

/** A value of the form for people; instants and files are left to the page. */
export function valueText(
  field: FieldDef | undefined,
  value: FieldValue | undefined,
  language: string,
  yes: [string, string],
): string {
  if (value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? yes[0] : yes[1];
  const takes = field?.takes;
  if (takes?.kind === 'money' && typeof value === 'number') return `¥ ${(value / 100).toFixed(2)}`;
  if (takes?.kind === 'rating' && typeof value === 'number') return `${'★'.repeat(value)}${'☆'.repeat(5 - value)}`;
  const option = (name: string) =>
    takes?.kind === 'choice' || takes?.kind === 'choices'
      ? say(takes.options.find((one) => one.name === name)?.label, language) || name
      : name;
  if (Array.isArray(value)) return value.map(option).join(language === 'zh-CN' ? '、' : ', ');
  return typeof value === 'string' ? option(value) : String(value);
}
