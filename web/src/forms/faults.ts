import type { FieldFault } from '../api/problem';

export type Path = (string | number)[];

/** `skills[0].level` as a path into a form. */
export function pathOf(field: string): Path {
  return field
    .split(/[.[\]]/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function holds(outer: Path, inner: Path): boolean {
  return outer.length <= inner.length && outer.every((part, n) => String(part) === String(inner[n]));
}

/** Which faults stand beside a field of this form (the innermost that holds them), and which have no place in it. */
export function placeFaults(faults: FieldFault[], fields: readonly Path[]) {
  const beside: { name: Path; errors: string[] }[] = [];
  const homeless: FieldFault[] = [];
  for (const fault of faults) {
    const path = pathOf(fault.field);
    const name = fields.filter((field) => holds(field, path)).toSorted((a, b) => b.length - a.length)[0];
    const at = beside.find((other) => other.name.join('.') === name?.join('.'));
    if (at) at.errors.push(fault.message);
    else if (name) beside.push({ name, errors: [fault.message] });
    else homeless.push(fault);
  }
  return { beside, homeless };
}
