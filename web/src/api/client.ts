import createClient from 'openapi-fetch';
import i18n from '../i18n';
import { Problem, problemFrom } from './problem';
import type { paths } from './schema';

type Listener = () => void;
const signedOutListeners = new Set<Listener>();

/** Tells when the server no longer knows the session. */
export function onSignedOut(listener: Listener): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/** Repeated query keys are written as the server reads them; absent values are left out. */
export const api = createClient<paths>({ baseUrl: window.location.origin, credentials: 'same-origin' });

api.use({
  onRequest({ request }) {
    request.headers.set('accept-language', i18n.language);
    return request;
  },
  onResponse({ response, schemaPath }) {
    if (response.status === 401 && schemaPath !== '/api/session') {
      for (const listener of signedOutListeners) listener();
    }
  },
});

interface Outcome<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a good answer; anything else is thrown as a `Problem`. */
export async function must<T>(call: Promise<Outcome<T>>): Promise<NonNullable<T>> {
  let outcome: Outcome<T>;
  try {
    outcome = await call;
  } catch {
    throw new Problem(0, 'unreachable', i18n.t('error.unreachable'));
  }
  if (!outcome.response.ok) {
    throw problemFrom(
      outcome.response.status,
      outcome.error,
      i18n.t('error.status', { status: outcome.response.status }),
    );
  }
  return outcome.data as NonNullable<T>;
}
