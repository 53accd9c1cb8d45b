import dayjs, { type Dayjs } from 'dayjs';
import type { FieldDef, FieldValue, TicketType } from '../../api/types';
import { instantOf, revivedWall, wall, wallDay } from '../../time/centre';

/** What a control holds for a field. */
export type Held = string | number | boolean | string[] | Dayjs | null | undefined;
export type HeldValues = Record<string, Held>;

/** What a control shows for a value. */
export function held(field: FieldDef | undefined, value: FieldValue | undefined): Held {
  if (value === undefined) return undefined;
  const kind = field?.takes.kind;
  if (kind === 'date' && typeof value === 'string') return wallDay(value.slice(0, 10));
  if (kind === 'moment' && typeof value === 'string') return wall(value);
  if (kind === 'money' && typeof value === 'number') return value / 100;
  return value;
}

/** What is sent of a control; nothing for what was left empty. */
export function sent(field: FieldDef | undefined, value: Held): FieldValue | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (dayjs.isDayjs(value)) return field?.takes.kind === 'date' ? value.format('YYYY-MM-DD') : instantOf(value);
  if (field?.takes.kind === 'money' && typeof value === 'number') return Math.round(value * 100);
  return value as FieldValue;
}

/** All values of a form as the server takes them. */
export function sentValues(type: TicketType | undefined, values: HeldValues | undefined): Record<string, FieldValue> {
  const all: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(values ?? {})) {
    const one = sent(
      type?.fields.find((field) => field.name === name),
      value,
    );
    if (one !== undefined) all[name] = one;
  }
  return all;
}

/** Values as they are kept in a draft, back as controls hold them. */
export function revived(type: TicketType | undefined, values: Record<string, unknown> | undefined): HeldValues {
  const all: HeldValues = {};
  for (const [name, value] of Object.entries(values ?? {})) {
    const kind = type?.fields.find((field) => field.name === name)?.takes.kind;
    all[name] =
      (kind === 'date' || kind === 'moment') && typeof value === 'string' ? revivedWall(value) : (value as Held);
  }
  return all;
}
