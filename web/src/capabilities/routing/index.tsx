import type { RouteObject } from 'react-router';

export const liveRoutes: RouteObject[] = [
  { path: '/live', lazy: async () => ({ Component: (await import('./pages/LivePage')).LivePage }) },
];

/** The wall board fills the screen: it stands outside of the frame. */
export const wallRoutes: RouteObject[] = [
  { path: '/wall', lazy: async () => ({ Component: (await import('./pages/WallPage')).WallPage }) },
];
