import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty, Failure, Loading } from '../../../shell/states';
import { When } from '../../../time/Timer';
import { categoryName } from '../categories';
import { type ContactFilter, categoriesQuery, contactsQuery } from '../queries';
import { ContactChip } from './ContactChip';

/** A few contacts as lines: when, matter, how it went. */
export function ContactLines({ filter, except, empty }: { filter: ContactFilter; except?: string; empty: string }) {
  const { i18n, t } = useTranslation();
  const contacts = useQuery(contactsQuery(filter));
  const categories = useQuery(categoriesQuery);
  if (contacts.isPending) return <Loading rows={3} />;
  if (contacts.isError) return <Failure error={contacts.error} retry={() => void contacts.refetch()} />;
  const shown = contacts.data.filter((contact) => contact.id !== except);
  if (shown.length === 0) return <Empty>{empty}</Empty>;
  return (
    <ul className="lines contact-lines">
      {shown.map((contact) => (
        <li key={contact.id}>
          <Link to={`/contacts/${contact.id}`} className="num">
            #{contact.number}
          </Link>
          <span className="ellipsis matter">
            {contact.record
              ? `${categoryName(categories.data, contact.record.category, i18n.language)} · ${contact.record.matter}`
              : t(contact.outcome ? `contact.outcome.${contact.outcome}` : 'contact.noRecord')}
          </span>
          <span className="state">
            <ContactChip state={contact.state} />
          </span>
          <span className="when muted num">
            <When at={contact.arrived_at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
