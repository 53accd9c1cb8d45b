import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { say } from '../../../i18n';
import { useSession } from '../../../session/SessionProvider';
import { DueTime } from '../../promises/components/DueTime';
import { PromiseChip } from '../../promises/components/PromiseChip';
import { promisesQuery } from '../../promises/queries';

/** What was promised to a customer, beside what is to be done for it. */
export function CustomerPromises({ customer }: { customer: string }) {
  const { t, i18n } = useTranslation();
  const { may } = useSession();
  const made = useQuery({ ...promisesQuery({ customer, limit: 20 }), enabled: may('promises.read') });
  if (!made.data || made.data.length === 0) return null;
  return (
    <section className="panel" data-testid="customer-promises">
      <h2>{t('customer.promises')}</h2>
      <ul className="lines">
        {made.data.map((promise) => (
          <li key={promise.id}>
            <div className="spread">
              <Link to={`/promises?one=${promise.id}`}>{say(promise.label, i18n.language)}</Link>
              <PromiseChip promise={promise} />
            </div>
            <div className="spread">
              <span className="muted ellipsis">{promise.matter}</span>
              <DueTime at={promise.due_at} open={promise.open} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
