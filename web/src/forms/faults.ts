import type { FieldFault } from '../api/problem';

export type Path = (string | number)[];

/** `skills[0].level` as a path into a form. */
export function pathOf(field: string): Path {
  return field
    .split(/[.[\]]/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** Which faults stand beside a field of this form, and which have no place in it. */
export function placeFaults(faults: FieldFault[], known: readonly string[]) {
  const beside: { name: Path; errors: string[] }[] = [];
  const homeless: FieldFault[] = [];
  for (const fault of faults) {
    const path = pathOf(fault.field);
    const at = beside.find((other) => other.name.join('.') === path.join('.'));
    if (at) at.errors.push(fault.message);
    else if (known.includes(String(path[0]))) beside.push({ name: path, errors: [fault.message] });
    else homeless.push(fault);
  }
  return { beside, homeless };
}
