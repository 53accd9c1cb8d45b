import type { TicketSavedView } from '../../api/types';
import type { ViewFilter } from './views';

/** A view as its form has it. */
export interface ViewFields {
  name: string;
  /** `own`, `all`, or the id of a team. */
  who?: string;
  filter: ViewFilter;
}

/** What somebody else changed in a view that is being edited. */
export interface ViewChange {
  /** `name`, `who`, or a condition. */
  part: string;
  before: unknown;
  now: unknown;
  /** What was typed here instead; it stays. Nothing: the change is taken over. */
  typed?: unknown;
}

export const OWN = 'own';
export const ALL = 'all';

export function fieldsOfView(view: TicketSavedView): ViewFields {
  return { name: view.name, who: view.shared ? ALL : (view.team ?? OWN), filter: view.filter };
}

function parts({ name, who, filter }: ViewFields): Record<string, unknown> {
  const asked = Object.entries(filter ?? {}).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  return { name: name?.trim(), who, ...Object.fromEntries(asked) };
}

/** Lays three editions together: as it was opened, as somebody else left it, as it is typed here. */
export function changesIn(opened: ViewFields, left: ViewFields, typed: ViewFields): ViewChange[] {
  const [before, now, here] = [parts(opened), parts(left), parts(typed)];
  return [...new Set([...Object.keys(before), ...Object.keys(now)])]
    .filter((part) => before[part] !== now[part])
    .map((part) => {
      const change = { part, before: before[part], now: now[part] };
      return here[part] === before[part] || here[part] === now[part]
        ? change
        : { ...change, typed: here[part] ?? null };
    });
}
