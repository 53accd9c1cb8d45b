import type { Category } from '../../api/types';
import { say } from '../../i18n';

/** Fields that the record form always has; categories may ask for more. */
const USUAL = ['category', 'matter', 'process', 'solution', 'feedback', 'resolved_first_contact', 'path'];

export interface CategoryOption {
  value: string;
  label: string;
}

export interface CategoryGroup {
  label: string;
  options: CategoryOption[];
}

/** The tree as grouped choices: each first level is a group that also offers itself. */
export function categoryGroups(categories: Category[], language: string): CategoryGroup[] {
  const heads = categories.filter((category) => !category.path.includes('/'));
  return heads.map((head) => {
    const below = categories.filter((category) => category.path.startsWith(`${head.path}/`));
    const name = say(head.name, language);
    return {
      label: name,
      options: [
        { value: head.path, label: name },
        ...below.map((category) => ({ value: category.path, label: `${name} / ${say(category.name, language)}` })),
      ],
    };
  });
}

/** A category's names from the top down. */
export function categoryName(categories: Category[] | undefined, path: string, language: string): string {
  const parts = path.split('/');
  const names = parts.map((_, n) => {
    const category = categories?.find((one) => one.path === parts.slice(0, n + 1).join('/'));
    return category ? say(category.name, language) : parts[n];
  });
  return names.join(' / ');
}

export function requiredOf(categories: Category[] | undefined, path: string | undefined): string[] {
  return ['category', 'matter', ...(categories?.find((category) => category.path === path)?.required ?? [])];
}

/** Fields that this category asks for besides the usual ones. */
export function extraFields(required: string[]): string[] {
  return required.filter((field) => !USUAL.includes(field));
}
