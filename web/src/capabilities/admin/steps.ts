import type { Calendar } from '../../api/types';

/** What a centre needs before it can work; nothing known of it is not said to be missing. */
export interface Known {
  users?: number;
  departments?: number;
  queues?: number;
  numbers?: number;
  calendars?: Pick<Calendar, 'name' | 'special'>[];
}

export interface Step {
  key: 'users' | 'departments' | 'queues' | 'numbers' | 'holidays';
  to: string;
  year?: number;
}

/** Who may take a step. */
export const TAKES: Record<keyof Known, string> = {
  users: 'identity.manage',
  queues: 'routing.manage',
  numbers: 'telephony.manage',
  departments: 'tickets.manage',
  calendars: 'flows.manage',
};

/** What is known of the steps that somebody may take: other pages may have fetched more. */
export function ownSteps(known: Known, may: (permission: string) => boolean): Known {
  return Object.fromEntries(Object.entries(known).filter(([key]) => may(TAKES[key as keyof Known])));
}

/** Holidays are published in the autumn before. */
const PUBLISHED = 10;

/** The year whose holidays should be known by now, where they are not. */
function unknownYear(calendars: Known['calendars'], day: string): number | undefined {
  const business = calendars?.find((calendar) => calendar.name === 'business');
  if (!business) return undefined;
  const has = (year: number) => business.special?.some((one) => one.date.startsWith(`${year}-`)) === true;
  const [year = 0, month = 0] = day.split('-').map(Number);
  if (!has(year)) return year;
  return month >= PUBLISHED && !has(year + 1) ? year + 1 : undefined;
}

/** The first steps that nobody has taken yet, on a day of the centre. */
export function missingSteps(known: Known, day: string): Step[] {
  const steps: Step[] = [];
  // Whoever sets the centre up is one of them.
  if (known.users !== undefined && known.users < 2) steps.push({ key: 'users', to: '/admin/users' });
  if (known.queues === 0) steps.push({ key: 'queues', to: '/admin/queues' });
  if (known.numbers === 0) steps.push({ key: 'numbers', to: '/admin/numbers' });
  if (known.departments === 0) steps.push({ key: 'departments', to: '/admin/departments' });
  const year = unknownYear(known.calendars, day);
  if (year) steps.push({ key: 'holidays', to: '/admin/calendars', year });
  return steps;
}
