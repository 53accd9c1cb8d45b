import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { say } from '../../../i18n';
import { useSession } from '../../../session/SessionProvider';
import { promisesQuery } from '../queries';
import { DueTime } from './DueTime';
import { PromiseChip } from './PromiseChip';
import './promises.css';

/** What was promised in a contact. */
export function ContactPromises({ contact }: { contact: string }) {
  const { i18n } = useTranslation();
  const { may } = useSession();
  const made = useQuery({ ...promisesQuery({ contact, limit: 20 }), enabled: may('promises.read') });
  if (!made.data || made.data.length === 0) return null;
  return (
    <ul className="lines" data-testid="contact-promises">
      {made.data.map((promise) => (
        <li key={promise.id} className="row wrap">
          <PromiseChip promise={promise} />
          <Link to={`/promises?one=${promise.id}`}>{say(promise.label, i18n.language)}</Link>
          <DueTime at={promise.due_at} open={promise.open} />
        </li>
      ))}
    </ul>
  );
}
