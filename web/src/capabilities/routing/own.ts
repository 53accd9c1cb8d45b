import { useQuery } from '@tanstack/react-query';
import type { AgentLive, Contact } from '../../api/types';
import { contactQuery } from '../contacts/queries';
import { liveQuery } from './queries';

/** The agent's own line on the live board. */
export function useOwnAgent(staff: string | null): AgentLive | undefined {
  const live = useQuery({ ...liveQuery, enabled: staff !== null });
  return live.data?.agents.find((agent) => agent.staff_number === staff);
}

const OVER = new Set(['closed', 'abandoned']);

/** The contact at hand: what the device says rings, else what the server says this agent has. */
export function useOwnContact(staff: string | null, fromDevice: string | undefined): Contact | null {
  const agent = useOwnAgent(staff);
  const id = fromDevice || agent?.contacts[0];
  const query = useQuery({ ...contactQuery(id ?? ''), enabled: id !== undefined && id !== '' });
  const contact = id ? (query.data ?? null) : null;
  if (!contact || OVER.has(contact.state)) return null;
  // A contact that went back to its queue is no longer at hand.
  return contact.state === 'entry' || contact.state === 'queued' ? null : contact;
}
