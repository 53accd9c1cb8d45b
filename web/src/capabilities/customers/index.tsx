import type { RouteObject } from 'react-router';

export const customerRoutes: RouteObject[] = [
  { path: '/customers', lazy: async () => ({ Component: (await import('./pages/CustomersPage')).CustomersPage }) },
  { path: '/customers/:id', lazy: async () => ({ Component: (await import('./pages/CustomerPage')).CustomerPage }) },
];
