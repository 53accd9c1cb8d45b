import { useTranslation } from 'react-i18next';
import { Navigate, NavLink, Outlet, useLocation } from 'react-router';
import { useSession } from '../../../session/SessionProvider';
import { Empty } from '../../../shell/states';
import { FirstSteps } from '../FirstSteps';
import { ADMIN_PLACES } from '../places';
import './admin.css';

/** Administration: its pages on the left, the chosen one beside them. */
export function AdminPage() {
  const { t } = useTranslation();
  const { may } = useSession();
  const { pathname } = useLocation();
  const places = ADMIN_PLACES.filter((place) => may(place.permission));
  const first = places[0];
  if (!first) return <Empty>{t('admin.nothing')}</Empty>;
  if (/^\/admin\/?$/.test(pathname)) return <Navigate to={`/admin/${first.path}`} replace />;
  return (
    <div className="admin">
      <nav aria-label={t('nav.admin')}>
        {places.map((place) => (
          <NavLink key={place.path} to={`/admin/${place.path}`} data-testid={`admin-${place.path}`}>
            {t(`admin.places.${place.path}`)}
          </NavLink>
        ))}
      </nav>
      <div className="page grow">
        <FirstSteps />
        <Outlet />
      </div>
    </div>
  );
}
