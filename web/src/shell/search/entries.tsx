import {
  FileSearchOutlined,
  PhoneOutlined,
  SettingOutlined,
  ThunderboltOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ADMIN_PLACES } from '../../capabilities/admin/places';
import { masked } from '../../capabilities/customers/masked';
import { customerPages } from '../../capabilities/customers/queries';
import { useDeclare } from '../../capabilities/routing/components/PresenceControl';
import { breakKindsQuery } from '../../capabilities/routing/queries';
import { say, setLanguage } from '../../i18n';
import { useSession } from '../../session/SessionProvider';
import { useScheme } from '../../theme';
import { usePlaces } from '../places';
import { found, numberOf } from './match';
import { useTicketEntries } from './ticketEntries';

export interface Entry {
  key: string;
  group: 'customers' | 'tickets' | 'pages' | 'actions';
  icon: ReactNode;
  title: string;
  hint?: string;
  run: () => void;
}

const MOST_CUSTOMERS = 6;

/** Everything that the search offers for what was typed, best group first. */
export function useEntries(typed: string): { entries: Entry[]; searching: boolean } {
  const customers = useCustomers(typed);
  const tickets = useTicketEntries(typed);
  const pages = usePages();
  const actions = useActions();
  const fitting = [...pages, ...actions].filter((entry) => found(typed, entry.title, entry.hint ?? ''));
  return {
    entries: [...customers.entries, ...tickets.entries, ...fitting],
    searching: customers.searching || tickets.searching,
  };
}

function useCustomers(typed: string): { entries: Entry[]; searching: boolean } {
  const { t } = useTranslation();
  const { may } = useSession();
  const navigate = useNavigate();
  const enabled = typed.length > 0 && may('customers.read');
  const number = numberOf(typed);
  const query = useInfiniteQuery({ ...customerPages(number ?? typed), enabled });
  const known = enabled ? (query.data?.pages[0]?.items ?? []) : [];
  const entries: Entry[] = known.slice(0, MOST_CUSTOMERS).map((customer) => ({
    key: customer.id,
    group: 'customers',
    icon: <UserOutlined />,
    title: customer.name,
    hint: [t(`customer.level.${customer.level}`), ...customer.phones.map(masked)].join(' · '),
    run: () => void navigate(`/customers/${customer.id}`),
  }));
  if (number && may('contacts.read')) {
    entries.push({
      key: 'caller',
      group: 'customers',
      icon: <PhoneOutlined />,
      title: t('search.callsOf', { number }),
      run: () => void navigate(`/contacts?caller=${encodeURIComponent(number)}`),
    });
  }
  return { entries, searching: enabled && query.isFetching };
}

function usePages(): Entry[] {
  const { t } = useTranslation();
  const { may } = useSession();
  const navigate = useNavigate();
  const pages: Entry[] = usePlaces().map((place) => ({
    key: place.to,
    group: 'pages',
    icon: place.icon,
    title: t(`nav.${place.key}`),
    run: () => void navigate(place.to),
  }));
  const admin = ADMIN_PLACES.filter((place) => may(place.permission));
  const reachable = pages.some((page) => page.key === '/admin') ? admin : [];
  for (const place of reachable) {
    pages.push({
      key: `/admin/${place.path}`,
      group: 'pages',
      icon: <SettingOutlined />,
      title: t(`admin.places.${place.path}`),
      hint: t('nav.admin'),
      run: () => void navigate(`/admin/${place.path}`),
    });
  }
  if (may('routing.read')) {
    const run = () => void window.open('/wall', '_blank', 'noopener');
    pages.push({ key: '/wall', group: 'pages', icon: <FileSearchOutlined />, title: t('live.wall'), run });
  }
  return pages;
}

function useActions(): Entry[] {
  const { t, i18n } = useTranslation();
  const { staff } = useSession();
  const { scheme, setScheme } = useScheme();
  const declare = useDeclare();
  const kinds = useQuery({ ...breakKindsQuery, enabled: staff !== null });
  const action = (key: string, title: string, run: () => void, hint?: string): Entry => ({
    key,
    group: 'actions',
    icon: <ThunderboltOutlined />,
    title,
    hint,
    run,
  });
  const presence = (state: string, title: string, reason?: string): Entry =>
    action(
      `state:${state}:${reason}`,
      title,
      () => staff && declare.mutate({ staff, state, reason }),
      t('search.state'),
    );
  const states = staff
    ? [
        presence('available', t('presence.available')),
        ...(kinds.data ?? []).map((kind) => presence('break', say(kind.name, i18n.language), kind.kind)),
        presence('offline', t('presence.offline')),
      ]
    : [];
  const other = i18n.language === 'zh-CN' ? 'en' : 'zh-CN';
  return [
    ...states,
    action('language', other === 'en' ? 'English' : '中文', () => setLanguage(other), t('search.language')),
    action('scheme', t(scheme === 'dark' ? 'user.light' : 'user.dark'), () =>
      setScheme(scheme === 'dark' ? 'light' : 'dark'),
    ),
    action('keys', t('user.keys'), () => window.dispatchEvent(new KeyboardEvent('keydown', { key: '?' }))),
  ];
}
