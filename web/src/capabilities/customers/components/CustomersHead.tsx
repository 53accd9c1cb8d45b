import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { useSession } from '../../../session/SessionProvider';
import './tabs.css';

const PLACES = [
  { to: '/customers', key: 'all', permission: 'customers.read' },
  { to: '/customers/care', key: 'care', permission: 'customers.read' },
  { to: '/customers/recommendations', key: 'recommendations', permission: 'customers.read' },
  { to: '/customers/duplicates', key: 'duplicates', permission: 'customers.merge' },
  { to: '/customers/imports', key: 'imports', permission: 'customers.import' },
] as const;

/** The pages about customers, each a link. */
function Tabs() {
  const { t } = useTranslation();
  const { may } = useSession();
  return (
    <nav className="tabs" aria-label={t('nav.customers')}>
      {PLACES.filter((place) => may(place.permission)).map((place) => (
        <NavLink key={place.to} to={place.to} end data-testid={`customers-${place.key}`}>
          {t(`customer.tabs.${place.key}`)}
        </NavLink>
      ))}
    </nav>
  );
}

/** What all pages about customers begin with; `children` are what can be done on this one. */
export function CustomersHead({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="page-head">
      <h1>{t('nav.customers')}</h1>
      <Tabs />
      <span className="grow" />
      {children}
    </div>
  );
}
