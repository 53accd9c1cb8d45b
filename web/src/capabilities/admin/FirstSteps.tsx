import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, must } from '../../api/client';
import { useSession } from '../../session/SessionProvider';
import { wall } from '../../time/centre';
import { calendarsQuery } from '../flows/queries';
import { queuesQuery } from '../routing/queries';
import { numbersQuery } from '../telephony/queries';
import { departmentsQuery } from '../tickets/queries';
import { missingSteps, ownSteps, TAKES } from './steps';

const accountsQuery = {
  queryKey: ['users', 'some'],
  queryFn: async () => (await must(api.GET('/api/users', { params: { query: { limit: 2 } } }))).items,
};

/** What a centre still needs before it can work, each with the way there. */
export function FirstSteps() {
  const { t } = useTranslation();
  const { may } = useSession();
  const users = useQuery({ ...accountsQuery, enabled: may(TAKES.users) });
  const queues = useQuery({ ...queuesQuery, enabled: may(TAKES.queues) });
  const numbers = useQuery({ ...numbersQuery, enabled: may(TAKES.numbers) });
  const departments = useQuery({ ...departmentsQuery, enabled: may(TAKES.departments) });
  const calendars = useQuery({ ...calendarsQuery, enabled: may(TAKES.calendars) });
  const known = {
    users: users.data?.length,
    queues: queues.data?.length,
    numbers: numbers.data?.length,
    departments: departments.data?.length,
    calendars: calendars.data,
  };
  const steps = missingSteps(ownSteps(known, may), wall().format('YYYY-MM-DD'));
  if (steps.length === 0) return null;
  return (
    <div className="note first-steps" role="note" data-testid="first-steps">
      {t('admin.steps.title')}
      {steps.map(({ key, to, year }, n) => (
        <Fragment key={key}>
          {n > 0 && <span aria-hidden> · </span>}
          <Link to={to} data-testid={`step-${key}`}>
            {t(`admin.steps.${key}`, { year })}
          </Link>
        </Fragment>
      ))}
    </div>
  );
}
