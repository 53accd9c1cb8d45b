import {
  AppstoreOutlined,
  BarChartOutlined,
  ClockCircleOutlined,
  CustomerServiceOutlined,
  DesktopOutlined,
  FileDoneOutlined,
  HistoryOutlined,
  InboxOutlined,
  ScheduleOutlined,
  TeamOutlined,
  ToolOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useHasIndicators } from '../capabilities/reports/queries';
import { useSession } from '../session/SessionProvider';

const ADMIN = [
  'tickets.manage',
  'tickets.share',
  'identity.read',
  'agents.manage',
  'routing.manage',
  'telephony.read',
  'flows.manage',
  'contacts.manage',
];

export interface Place {
  to: string;
  key: string;
  icon: ReactNode;
  shown: boolean;
}

/** The pages of the rail that this role may use. */
export function usePlaces(): Place[] {
  const { may, staff, session } = useSession();
  const role = session?.user.role;
  const indicators = useHasIndicators();
  const all: Place[] = [
    { to: '/desk', key: 'desk', icon: <CustomerServiceOutlined />, shown: staff !== null && may('telephony.call') },
    { to: '/contacts', key: 'contacts', icon: <HistoryOutlined />, shown: may('contacts.read') },
    { to: '/customers', key: 'customers', icon: <TeamOutlined />, shown: may('customers.read') },
    { to: '/tickets', key: 'tickets', icon: <FileDoneOutlined />, shown: may('tickets.read') },
    {
      to: '/dispatch',
      key: 'dispatch',
      icon: <ScheduleOutlined />,
      shown: role === 'dispatcher' || role === 'team_leader' || role === 'administrator',
    },
    { to: '/inbox', key: 'inbox', icon: <InboxOutlined />, shown: role === 'department' },
    { to: '/jobs', key: 'jobs', icon: <ToolOutlined />, shown: role === 'worker' },
    { to: '/promises', key: 'promises', icon: <ClockCircleOutlined />, shown: may('promises.read') },
    {
      to: '/live',
      key: 'live',
      icon: <DesktopOutlined />,
      // Whoever takes calls sees the own queues at the desk; whoever leads sees all, also with a staff number.
      shown: may('routing.supervise') || (may('routing.read') && staff === null),
    },
    { to: '/indicators', key: 'indicators', icon: <BarChartOutlined />, shown: indicators },
    { to: '/admin', key: 'admin', icon: <AppstoreOutlined />, shown: ADMIN.some(may) },
  ];
  return all.filter((place) => place.shown);
}
