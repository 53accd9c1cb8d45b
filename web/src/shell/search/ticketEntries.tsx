import { FileDoneOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ticketsQuery, typesQuery } from '../../capabilities/tickets/queries';
import { stateName } from '../../capabilities/tickets/words';
import { say } from '../../i18n';
import { useSession } from '../../session/SessionProvider';
import type { Entry } from './entries';

const MOST = 5;

/** Tickets whose number or title was typed. */
export function useTicketEntries(typed: string): { entries: Entry[]; searching: boolean } {
  const { i18n } = useTranslation();
  const { may } = useSession();
  const navigate = useNavigate();
  const enabled = typed.length > 0 && may('tickets.read');
  const query = useQuery({ ...ticketsQuery({ q: typed, sort: 'newest', limit: MOST }), enabled });
  const types = useQuery({ ...typesQuery, enabled });
  const entries = (enabled ? (query.data ?? []) : []).map((ticket): Entry => {
    const type = types.data?.find((one) => one.name === ticket.type);
    return {
      key: ticket.id,
      group: 'tickets',
      icon: <FileDoneOutlined />,
      title: `#${ticket.number} ${ticket.title}`,
      hint: `${say(type?.label, i18n.language)} · ${stateName(type, ticket.state, i18n.language)}`,
      run: () => void navigate(`/tickets/${ticket.id}`),
    };
  });
  return { entries, searching: enabled && query.isFetching };
}
