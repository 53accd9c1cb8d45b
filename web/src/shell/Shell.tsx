import { MenuFoldOutlined, MenuUnfoldOutlined } from '@ant-design/icons';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, NavLink, Outlet, useLocation, useNavigate } from 'react-router';
import { PresenceControl } from '../capabilities/routing/components/PresenceControl';
import { SoftphoneStrip } from '../capabilities/telephony/components/SoftphoneStrip';
import { SoftphoneProvider, usePhone } from '../capabilities/telephony/SoftphoneProvider';
import { IncidentBanner } from '../capabilities/tickets/components/IncidentBanner';
import { TicketNotices } from '../capabilities/tickets/components/TicketNotices';
import { LiveProvider, useConnected } from '../live/LiveProvider';
import { useSession } from '../session/SessionProvider';
import { KeyboardMap } from './KeyboardMap';
import { useShortcut } from './keys';
import { Notices } from './notices/Notices';
import { usePlaces } from './places';
import { SearchButton } from './search/Search';
import { Loading } from './states';
import { UserMenu } from './UserMenu';
import { useUnsent } from './unsent';
import { ZoneHint } from './ZoneHint';

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

/** Where work begins, the first that the role may use. */
const HOMES = ['desk', 'live', 'inbox', 'jobs', 'dispatch', 'indicators', 'admin'];

/** The first place that the role may use. */
export function Home() {
  const places = usePlaces();
  const of = (key: string) => places.find((place) => place.key === key);
  const first = HOMES.map(of).find((place) => place !== undefined) ?? places[0];
  return <Navigate to={first?.to ?? '/contacts'} replace />;
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
  const waiting = useUnsent();
  if (connected && waiting === 0) return null;
  return (
    <div className="offline-bar" role="alert" data-testid="offline-bar">
      ◐ {t(connected ? 'outbox.sending' : 'error.offline')}{' '}
      {waiting > 0 && <span data-testid="unsent">{t('outbox.waiting', { count: waiting })}</span>}
    </div>
  );
}

function TopBar() {
  const { staff } = useSession();
  const { enabled } = usePhone();
  return (
    <header className="topbar">
      {staff && <PresenceControl staff={staff} />}
      <div className="strip-place">{enabled && <SoftphoneStrip />}</div>
      <ZoneHint />
      <SearchButton />
      <TicketNotices />
      <Notices />
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
  useShortcut('tickets', () => navigate('/tickets'), has('tickets'));
  useShortcut('promises', () => navigate('/promises'), has('promises'));
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
          <IncidentBanner />
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <Shortcuts />
    </SoftphoneProvider>
  );
}
