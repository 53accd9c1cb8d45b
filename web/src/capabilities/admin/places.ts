/** The pages of administration with what one must hold to see them. */
export const ADMIN_PLACES = [
  { path: 'users', permission: 'identity.read' },
  { path: 'teams', permission: 'agents.read' },
  { path: 'queues', permission: 'routing.read' },
  { path: 'numbers', permission: 'telephony.read' },
  { path: 'trunks', permission: 'telephony.read' },
  { path: 'calendars', permission: 'flows.read' },
  { path: 'flows', permission: 'flows.read' },
  { path: 'prompts', permission: 'flows.read' },
  { path: 'aims', permission: 'reports.aim' },
  { path: 'categories', permission: 'contacts.manage' },
  { path: 'ticket-types', permission: 'tickets.manage' },
  { path: 'departments', permission: 'tickets.manage' },
  { path: 'macros', permission: 'tickets.share' },
  { path: 'filing', permission: 'tickets.manage' },
  { path: 'promises', permission: 'promises.manage' },
  { path: 'customer-fields', permission: 'customers.manage' },
] as const;
