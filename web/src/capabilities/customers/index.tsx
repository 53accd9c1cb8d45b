import type { RouteObject } from 'react-router';

export const customerRoutes: RouteObject[] = [
  { path: '/customers', lazy: async () => ({ Component: (await import('./pages/CustomersPage')).CustomersPage }) },
  { path: '/customers/care', lazy: async () => ({ Component: (await import('./pages/CarePage')).CarePage }) },
  {
    path: '/customers/recommendations',
    lazy: async () => ({ Component: (await import('./pages/RecommendationsPage')).RecommendationsPage }),
  },
  {
    path: '/customers/duplicates',
    lazy: async () => ({ Component: (await import('./pages/DuplicatesPage')).DuplicatesPage }),
  },
  { path: '/customers/imports', lazy: async () => ({ Component: (await import('./pages/ImportsPage')).ImportsPage }) },
  {
    path: '/customers/imports/:id',
    lazy: async () => ({ Component: (await import('./pages/ImportPage')).ImportPage }),
  },
  { path: '/customers/:id', lazy: async () => ({ Component: (await import('./pages/CustomerPage')).CustomerPage }) },
];
