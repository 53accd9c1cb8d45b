import type { RouteObject } from 'react-router';

/** Each capability's settings, in one place. */
export const adminRoutes: RouteObject[] = [
  {
    path: '/admin',
    lazy: async () => ({ Component: (await import('./pages/AdminPage')).AdminPage }),
    children: [
      { path: 'users', lazy: async () => ({ Component: (await import('../identity/pages/UsersPage')).UsersPage }) },
      { path: 'teams', lazy: async () => ({ Component: (await import('../agents/pages/TeamsPage')).TeamsPage }) },
      { path: 'queues', lazy: async () => ({ Component: (await import('../routing/pages/QueuesPage')).QueuesPage }) },
      {
        path: 'numbers',
        lazy: async () => ({ Component: (await import('../telephony/pages/NumbersPage')).NumbersPage }),
      },
      { path: 'trunks', lazy: async () => ({ Component: (await import('../telephony/pages/TrunksPage')).TrunksPage }) },
      {
        path: 'calendars',
        lazy: async () => ({ Component: (await import('../flows/pages/CalendarsPage')).CalendarsPage }),
      },
      {
        path: 'ticket-types',
        lazy: async () => ({ Component: (await import('../tickets/pages/TypesPage')).TypesPage }),
      },
      {
        path: 'ticket-types/:name',
        lazy: async () => ({ Component: (await import('../tickets/pages/TypePage')).TypePage }),
      },
      {
        path: 'departments',
        lazy: async () => ({ Component: (await import('../tickets/pages/DepartmentsPage')).DepartmentsPage }),
      },
      { path: 'macros', lazy: async () => ({ Component: (await import('../tickets/pages/MacrosPage')).MacrosPage }) },
      { path: 'filing', lazy: async () => ({ Component: (await import('../tickets/pages/FilingPage')).FilingPage }) },
      { path: 'flows', lazy: async () => ({ Component: (await import('../flows/pages/FlowsPage')).FlowsPage }) },
      { path: 'flows/:name', lazy: async () => ({ Component: (await import('../flows/pages/FlowPage')).FlowPage }) },
      { path: 'prompts', lazy: async () => ({ Component: (await import('../flows/pages/PromptsPage')).PromptsPage }) },
      { path: 'aims', lazy: async () => ({ Component: (await import('../reports/pages/AimsPage')).AimsPage }) },
      {
        path: 'categories',
        lazy: async () => ({ Component: (await import('../contacts/pages/CategoriesPage')).CategoriesPage }),
      },
      {
        path: 'promises',
        lazy: async () => ({ Component: (await import('../promises/pages/PromiseSettingsPage')).PromiseSettingsPage }),
      },
      {
        path: 'customer-fields',
        lazy: async () => ({ Component: (await import('../customers/pages/FieldsPage')).FieldsPage }),
      },
      { path: 'audit', lazy: async () => ({ Component: (await import('../identity/pages/AuditPage')).AuditPage }) },
    ],
  },
];
