import type { RouteObject } from 'react-router';

export const promiseRoutes: RouteObject[] = [
  { path: '/promises', lazy: async () => ({ Component: (await import('./pages/PromisesPage')).PromisesPage }) },
];
