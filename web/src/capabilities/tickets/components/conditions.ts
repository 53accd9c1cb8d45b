import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { say } from '../../../i18n';
import { departmentsQuery, peopleQuery, typesQuery } from '../queries';
import { asAssignee, assigneeKey, personName } from '../words';

const KINDS = ['open', 'waiting_for_customer', 'waiting_for_other', 'department', 'worker', 'visit', 'closed'] as const;
const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;

export interface Choice {
  value: string;
  label: string;
}

/** What can be chosen for each condition of a list of tickets. */
export function useConditions(): Record<'type' | 'kind' | 'priority' | 'assignee' | 'department', Choice[]> {
  const { t, i18n } = useTranslation();
  const types = useQuery(typesQuery);
  const people = useQuery(peopleQuery);
  const departments = useQuery(departmentsQuery);
  const active = (people.data ?? []).filter((one) => one.active);
  return {
    type: (types.data ?? []).map((one) => ({ value: one.name, label: say(one.label, i18n.language) })),
    kind: KINDS.map((kind) => ({ value: kind, label: t(`ticket.kind.${kind}`) })),
    priority: PRIORITIES.map((one) => ({ value: one, label: t(`ticket.priority.${one}`) })),
    assignee: [
      { value: 'me', label: t('ticket.me') },
      { value: 'none', label: t('ticket.nobody') },
      ...active.map((one) => ({ value: assigneeKey(asAssignee(one)) ?? '', label: personName(one) })),
    ],
    department: (departments.data ?? []).map((one) => ({ value: one.name, label: say(one.label, i18n.language) })),
  };
}
