import type { RouteObject } from 'react-router';

export const callRoutes: RouteObject[] = [
  { path: '/call', lazy: async () => ({ Component: (await import('./pages/CallPage')).CallPage }) },
];
