import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Actor } from '../../../api/types';
import { useSession } from '../../../session/SessionProvider';
import { agentsQuery } from '../../agents/queries';

/** Who did something, by name where it is known. */
export function useActorName(): (actor: Actor) => string {
  const { t } = useTranslation();
  const { may, session } = useSession();
  const agents = useQuery({ ...agentsQuery, enabled: may('agents.read') });
  return (actor) => {
    if (actor.by === 'system') return t('customer.actor.system');
    if (actor.by === 'customer') return t('customer.actor.customer');
    const agent = agents.data?.find((one) => one.id === actor.id);
    if (agent) return agent.name;
    return actor.id === session?.user.id ? session.user.name : t('customer.actor.colleague');
  };
}
