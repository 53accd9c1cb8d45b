import type { RouteObject } from 'react-router';

export const indicatorRoutes: RouteObject[] = [
  { path: '/indicators', lazy: async () => ({ Component: (await import('./pages/IndicatorsPage')).IndicatorsPage }) },
  { path: '/indicators/:name', lazy: async () => ({ Component: (await import('./pages/CountedPage')).CountedPage }) },
];
