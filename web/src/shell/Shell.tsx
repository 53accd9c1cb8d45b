import {
  AppstoreOutlined,
  BarChartOutlined,
  CustomerServiceOutlined,
  DesktopOutlined,
  HistoryOutlined,
  MenuFoldOutlined,
  MenuUnfoldOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, NavLink, Outlet, useLocation, useNavigate } from 'react-router';
import { useHasIndicators } from '../capabilities/reports/queries';
import { PresenceControl } from '../capabilities/routing/components/PresenceControl';
import { SoftphoneStrip } from '../capabilities/telephony/components/SoftphoneStrip';
import { SoftphoneProvider, usePhone } from '../capabilities/telephony/SoftphoneProvider';
import { LiveProvider, useConnected } from '../live/LiveProvider';
import { useSession } from '../session/SessionProvider';
import { KeyboardMap } from './KeyboardMap';
import { useShortcut } from './keys';
import { Loading } from './states';
import { UserMenu } from './UserMenu';

const ADMIN = ['identity.read', 'agents.manage', 'routing.manage', 'telephony.read', 'flows.manage', 'contacts.manage'];

interface Place {
  to: string;
  key: string;
  icon: ReactNode;
  shown: boolean;
}

function usePlaces(): Place[] {
  const { may, staff } = useSession();
  const indicators = useHasIndicators();
  const all: Place[] = [
    { to: '/desk', key: 'desk', icon: <CustomerServiceOutlined />, shown: staff !== null && may('telephony.call') },
    { to: '/contacts', key: 'contacts', icon: <HistoryOutlined />, shown: may('contacts.read') },
    { to: '/customers', key: 'customers', icon: <TeamOutlined />, shown: may('customers.read') },
    { to: '/live', key: 'live', icon: <DesktopOutlined />, shown: may('routing.read') && staff === null },
    { to: '/indicators', key: 'indicators', icon: <BarChartOutlined />, shown: indicators },
    { to: '/admin', key: 'admin', icon: <AppstoreOutlined />, shown: ADMIN.some(may) },
  ];
  return all.filter((place) => place.shown);
}

/** Everything behind sign-in: without a session the way leads there, and back afterwards. */
export function SignedIn() {
  const { session } = useSession();
  const { pathname, search } = useLocation();
  if (!session) {
    const back = pathname === '/' ? '' : `?back=${encodeURIComponent(pathname + search)}`;
    return <Navigate to={`/sign-in${back}`} replace />;
  }
  return (
    <LiveProvider>
      <Outlet />
    </LiveProvider>
  );
}

/** The first place that the role may use. */
export function Home() {
  const places = usePlaces();
  return (
    <Navigate
      to={places.find((place) => place.key !== 'contacts' && place.key !== 'customers')?.to ?? '/contacts'}
      replace
    />
  );
}

const NARROW = 'yingda.rail';

function Rail() {
  const { t } = useTranslation();
  const places = usePlaces();
  const [narrow, setNarrow] = useState(localStorage.getItem(NARROW) === 'narrow');
  const toggle = () => {
    localStorage.setItem(NARROW, narrow ? 'wide' : 'narrow');
    setNarrow(!narrow);
  };
  return (
    <aside className={narrow ? 'rail narrow' : 'rail'}>
      <NavLink to="/" className="brand" aria-label={t('product')}>
        <img src="/icon.svg" alt="" />
        {!narrow && <span>{t('brand')}</span>}
      </NavLink>
      <nav aria-label={t('nav.title')}>
        {places.map((place) => (
          <NavLink key={place.to} to={place.to} title={t(`nav.${place.key}`)} data-testid={`nav-${place.key}`}>
            {place.icon}
            {narrow ? <span className="sr-only">{t(`nav.${place.key}`)}</span> : t(`nav.${place.key}`)}
          </NavLink>
        ))}
      </nav>
      <button
        type="button"
        className="rail-toggle"
        onClick={toggle}
        aria-label={t(narrow ? 'nav.widen' : 'nav.narrow')}
      >
        {narrow ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
        {!narrow && <span>{t('nav.narrow')}</span>}
      </button>
    </aside>
  );
}

function OfflineBar() {
  const { t } = useTranslation();
  const connected = useConnected();
  if (connected) return null;
  return (
    <div className="offline-bar" role="alert" data-testid="offline-bar">
      ◐ {t('error.offline')}
    </div>
  );
}

function TopBar() {
  const { staff } = useSession();
  const { enabled } = usePhone();
  return (
    <header className="topbar">
      {staff && <PresenceControl staff={staff} />}
      {enabled ? <SoftphoneStrip /> : <span className="grow" />}
      <UserMenu />
    </header>
  );
}

function Shortcuts() {
  const navigate = useNavigate();
  const places = usePlaces();
  const has = (key: string) => places.some((place) => place.key === key);
  useShortcut('desk', () => navigate('/desk'), has('desk'));
  useShortcut('contacts', () => navigate('/contacts'), has('contacts'));
  useShortcut('customers', () => navigate('/customers'), has('customers'));
  useShortcut('live', () => navigate('/live'), has('live'));
  return <KeyboardMap />;
}

export function Shell() {
  return (
    <SoftphoneProvider>
      <div className="frame">
        <Rail />
        <TopBar />
        <main className="main" id="main">
          <OfflineBar />
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <Shortcuts />
    </SoftphoneProvider>
  );
}
