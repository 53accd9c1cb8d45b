import type { components } from '../../../api/schema';
import type { TicketType } from '../../../api/types';

type Trigger = components['schemas']['Trigger'];
export type Target = components['schemas']['Target'];

/** Triggers without a name of their own. */
export const PLAIN = [
  'created',
  'passed',
  'accepted',
  'returned',
  'department_answered',
  'customer_informed',
  'customer_wrote',
  'closed',
  'reopened',
] as const;

/** A trigger as one word, for choosing: `created`, `entered:closed`, `moved:apologise`. */
export function wordOf(trigger: Trigger): string {
  if (trigger.on === 'entered') return `entered:${trigger.state}`;
  if (trigger.on === 'moved') return `moved:${trigger.name}`;
  return trigger.on;
}

export function triggerOf(word: string): Trigger {
  const [on, name = ''] = word.split(':');
  if (on === 'entered') return { on, state: name };
  if (on === 'moved') return { on, name };
  return { on } as Trigger;
}

/** How long, in the unit in which people set it: hours, or working days. */
export function lengthOf(target: Target): number {
  return target.count === 'working_days' ? target.days : target.length_s / 3600;
}

export function targetOf(count: Target['count'], length: number): Target {
  if (count === 'working_days') return { count, days: Math.max(0, Math.round(length)) };
  return { count, length_s: Math.max(0, Math.round(length * 3600)) };
}

/** The faults of a part, such as `moves.apologise`. */
export function faultsOf(faults: { field: string; message: string }[], part: string): string[] {
  return faults.filter((one) => one.field === part || one.field.startsWith(`${part}.`)).map((one) => one.message);
}

/** The tab on which a faulty part is edited. */
export function tabOf(field: string): string {
  const head = field.split(/[.[]/)[0] ?? '';
  return ['states', 'moves', 'fields', 'clocks', 'escalations'].includes(head) ? head : 'general';
}

/** A type of one's own, made after another. */
export function copyOf(type: TicketType, name: string): TicketType {
  return { ...structuredClone(type), name, version: 0 };
}
