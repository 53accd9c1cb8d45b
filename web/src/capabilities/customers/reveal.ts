import { api, must } from '../../api/client';
import type { Datum } from '../../api/types';

/** Data of a customer in whole, for a reason. */
export async function revealDatum(id: string, datum: Datum, reason: string): Promise<string[]> {
  const told = await must(
    api.POST('/api/customers/{id}/reveal', { params: { path: { id } }, body: { datum, reason } }),
  );
  return told.values;
}

/** A caller's whole number, for a reason. */
export async function revealCaller(id: string, reason: string): Promise<string | null | undefined> {
  return (await must(api.POST('/api/contacts/{id}/reveal', { params: { path: { id } }, body: { reason } }))).caller;
}
