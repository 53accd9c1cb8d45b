import type { FieldFault } from '../../api/problem';
import type { Category } from '../../api/types';

function freeName(tree: Category[], prefix: string): string {
  for (let n = 1; ; n += 1) {
    const path = `${prefix}new_${n}`;
    if (!tree.some((category) => category.path === path)) return path;
  }
}

/** A new category below another, after its last; without a parent at the end. */
export function addBelow(tree: Category[], parent: string | undefined): Category[] {
  const prefix = parent ? `${parent}/` : '';
  const required = tree.find((category) => category.path === parent)?.required ?? ['resolved_first_contact'];
  const fresh: Category = { path: freeName(tree, prefix), name: { zh: '', en: '' }, required };
  if (!parent) return [...tree, fresh];
  const last = tree.findLastIndex((category) => category.path === parent || category.path.startsWith(prefix));
  return tree.toSpliced(last + 1, 0, fresh);
}

/** A category's last name changed; what is below moves along. */
export function changePath(tree: Category[], index: number, name: string): Category[] {
  const old = tree[index]?.path;
  if (old === undefined) return tree;
  const cut = old.lastIndexOf('/');
  const path = old.slice(0, cut + 1) + name.replaceAll('/', '').trim();
  return tree.map((category, n) => {
    if (n === index) return { ...category, path };
    return cut < 0 && category.path.startsWith(`${old}/`)
      ? { ...category, path: path + category.path.slice(old.length) }
      : category;
  });
}

/** Without a category and what is below it. */
export function remove(tree: Category[], path: string): Category[] {
  return tree.filter((category) => category.path !== path && !category.path.startsWith(`${path}/`));
}

/**
 * Faults by the row they are about: the server names them `[3].path` or `categories[3].path`. They stand below the path;
 * those of other columns (`[3].name.zh`) are told with what the column is called.
 */
export function faultsByRow(
  faults: FieldFault[],
  called: (column: string) => string | undefined = () => undefined,
): Map<number, string> {
  const rows = new Map<number, string>();
  for (const { field, message } of faults) {
    const [, index, column] = /\[?(\d+)\]?\.?(.*)/.exec(field) ?? [];
    if (index === undefined) continue;
    const told = [called(column ?? ''), message].filter(Boolean).join(' ');
    const before = rows.get(Number(index));
    rows.set(Number(index), before ? `${before} · ${told}` : told);
  }
  return rows;
}
