import type { TicketPerson, TicketSummary, TicketType } from '../../api/types';

/** Types in which somebody goes to the customer: one of their states is with a worker. */
export function typesOnSite(types: TicketType[]): TicketType[] {
  return types.filter((type) => type.states.some((state) => state.kind === 'worker'));
}

/** States from which a worker can be sent out: a move leads there, or one that asks for nothing comes before it. */
export function statesToSendFrom(type: TicketType): Set<string> {
  const withWorker = new Set(type.states.filter((state) => state.kind === 'worker').map((state) => state.name));
  const sending = type.moves.filter((move) => withWorker.has(move.to) && !move.by.every((party) => party === 'worker'));
  const direct = new Set(sending.flatMap((move) => move.from).filter((state) => !withWorker.has(state)));
  const plain = type.moves.filter((move) => direct.has(move.to) && !move.needs_reason && !move.needs?.length);
  return new Set([...direct, ...plain.flatMap((move) => move.from).filter((state) => !withWorker.has(state))]);
}

export interface Board {
  /** Nobody goes there yet. */
  waiting: TicketSummary[];
  /** By the account of the worker. */
  lanes: Map<string, TicketSummary[]>;
}

/** Who has which job, each lane by what is due first. */
export function boardOf(jobs: TicketSummary[], types: TicketType[], workers: TicketPerson[]): Board {
  const sendable = new Map(types.map((type) => [type.name, statesToSendFrom(type)]));
  const board: Board = { waiting: [], lanes: new Map(workers.map((worker) => [worker.user_id, []])) };
  const due = (job: TicketSummary) => (job.next_due_at ? Date.parse(job.next_due_at) : Number.MAX_SAFE_INTEGER);
  for (const job of jobs.toSorted((one, two) => due(one) - due(two) || one.number - two.number)) {
    const out = job.kind === 'worker' || job.kind === 'waiting_for_other';
    const lane = out && job.assignee ? board.lanes.get(job.assignee.id) : undefined;
    if (lane) lane.push(job);
    // Whose worker is not there any more waits as well: nobody else would see it.
    else if (job.kind === 'worker' || sendable.get(job.type)?.has(job.state)) board.waiting.push(job);
  }
  return board;
}
