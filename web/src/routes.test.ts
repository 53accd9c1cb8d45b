import type { RouteObject } from 'react-router';
import { describe, expect, it } from 'vitest';
import { routes } from './routes';

function addresses(nodes: RouteObject[], parent = ''): string[] {
  return nodes.flatMap((node) => {
    const path = node.path?.startsWith('/') ? node.path : [parent, node.path].filter(Boolean).join('/');
    const own = node.path && !node.children ? [path] : [];
    return [...own, ...addresses(node.children ?? [], path)];
  });
}

describe('addresses', () => {
  it('stay what deep links and bookmarks expect', () => {
    expect(addresses(routes).toSorted()).toMatchInlineSnapshot(`
      [
        "*",
        "/admin/aims",
        "/admin/audit",
        "/admin/calendars",
        "/admin/categories",
        "/admin/customer-fields",
        "/admin/departments",
        "/admin/filing",
        "/admin/flows",
        "/admin/flows/:name",
        "/admin/macros",
        "/admin/numbers",
        "/admin/promises",
        "/admin/prompts",
        "/admin/queues",
        "/admin/teams",
        "/admin/ticket-types",
        "/admin/ticket-types/:name",
        "/admin/trunks",
        "/admin/users",
        "/call",
        "/contacts",
        "/contacts/:id",
        "/customers",
        "/customers/:id",
        "/customers/care",
        "/customers/duplicates",
        "/customers/imports",
        "/customers/imports/:id",
        "/customers/recommendations",
        "/desk",
        "/dispatch",
        "/inbox",
        "/indicators",
        "/indicators/:name",
        "/jobs",
        "/jobs/:id",
        "/live",
        "/notices",
        "/promises",
        "/sign-in",
        "/tickets",
        "/tickets/:id",
        "/wall",
      ]
    `);
  });
});
