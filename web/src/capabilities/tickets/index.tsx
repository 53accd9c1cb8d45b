import type { RouteObject } from 'react-router';

export const ticketRoutes: RouteObject[] = [
  { path: '/tickets', lazy: async () => ({ Component: (await import('./pages/TicketsPage')).TicketsPage }) },
  { path: '/tickets/:id', lazy: async () => ({ Component: (await import('./pages/TicketPage')).TicketPage }) },
  { path: '/inbox', lazy: async () => ({ Component: (await import('./pages/InboxPage')).InboxPage }) },
  { path: '/dispatch', lazy: async () => ({ Component: (await import('./pages/DispatchPage')).DispatchPage }) },
  { path: '/jobs', lazy: async () => ({ Component: (await import('./pages/JobsPage')).JobsPage }) },
  { path: '/jobs/:id', lazy: async () => ({ Component: (await import('./pages/JobPage')).JobPage }) },
  { path: '/notices', lazy: async () => ({ Component: (await import('./pages/NoticesPage')).NoticesPage }) },
];
