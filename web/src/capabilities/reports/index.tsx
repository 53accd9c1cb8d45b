import type { RouteObject } from 'react-router';

export const indicatorRoutes: RouteObject[] = [];
