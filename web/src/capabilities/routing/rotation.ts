export const VIEWS = ['now', 'today'] as const;
export type View = (typeof VIEWS)[number];

/** How long each view of the wall board stays. */
export const VIEW_MS = 20_000;

/** The view at this moment: the one asked for, else each in turn. All boards of a centre turn at the same time. */
export function viewAt(now: number, pinned: string | null): View {
  const asked = VIEWS.find((view) => view === pinned);
  return asked ?? VIEWS[Math.floor(now / VIEW_MS) % VIEWS.length] ?? 'now';
}

/** The view beside this one. */
export function beside(view: View, step: 1 | -1): View {
  return VIEWS[(VIEWS.indexOf(view) + step + VIEWS.length) % VIEWS.length] ?? 'now';
}
