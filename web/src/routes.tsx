import type { RouteObject } from 'react-router';
import { createBrowserRouter } from 'react-router';
import { adminRoutes } from './capabilities/admin';
import { contactRoutes } from './capabilities/contacts';
import { customerRoutes } from './capabilities/customers';
import { deskRoutes } from './capabilities/desk';
import { identityRoutes } from './capabilities/identity';
import { promiseRoutes } from './capabilities/promises';
import { indicatorRoutes } from './capabilities/reports';
import { liveRoutes, wallRoutes } from './capabilities/routing';
import { callRoutes } from './capabilities/telephony';
import { ticketRoutes } from './capabilities/tickets';
import { BrokenPage, MissingPage } from './shell/MissingPage';
import { Home, Shell, SignedIn } from './shell/Shell';
import { Loading } from './shell/states';

const pages: RouteObject[] = [
  ...identityRoutes,
  ...callRoutes,
  {
    Component: SignedIn,
    ErrorBoundary: BrokenPage,
    children: [
      ...wallRoutes,
      {
        Component: Shell,
        children: [
          { index: true, Component: Home },
          {
            ErrorBoundary: BrokenPage,
            children: [
              ...deskRoutes,
              ...contactRoutes,
              ...customerRoutes,
              ...ticketRoutes,
              ...promiseRoutes,
              ...liveRoutes,
              ...indicatorRoutes,
              ...adminRoutes,
              { path: '*', Component: MissingPage },
            ],
          },
        ],
      },
    ],
  },
];

/** Every address of the interface; deep links depend on them. */
export const routes: RouteObject[] = [{ HydrateFallback: Loading, children: pages }];

export const router = createBrowserRouter(routes);
