import { isProblem } from '../../api/problem';

/** The version that a ticket has now, as a refusal says it: changed meanwhile by somebody else. */
export function versionOf(error: unknown): number | undefined {
  if (!isProblem(error, 409)) return undefined;
  const named = error.possible.find((one) => /^version:\d+$/.test(one));
  return named ? Number(named.slice(8)) : undefined;
}
