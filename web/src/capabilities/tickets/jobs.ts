import type { Possible, Ticket, TicketAction, TicketType } from '../../api/types';

/** What a worker can do next. While something waits to be sent the server cannot say; the type's own moves do. */
export function afterQueued(
  job: Pick<Ticket, 'possible' | 'state'>,
  type: TicketType | undefined,
  waiting: TicketAction[],
): Possible[] {
  const moves = waiting.filter((action) => action.do === 'move');
  const last = moves.at(-1);
  if (!last) return job.possible;
  const state = type?.moves.find((move) => move.name === last.name)?.to ?? job.state;
  return (type?.moves ?? [])
    .filter((move) => move.from.includes(state) && move.by.includes('worker'))
    .map(({ name, label, to, needs, needs_reason }) => ({
      name,
      label,
      to,
      needs: needs ?? [],
      needs_reason: needs_reason ?? false,
    }));
}
