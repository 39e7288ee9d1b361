import createClient from 'openapi-fetch';
import { currentLocale } from '../i18n/locale.ts';
import { ApiError, toApiError } from './problem.ts';
import type { paths } from './schema.generated.ts';

/** The product's own API, the one integrators use; types come from its OpenAPI document. */
export const api = createClient<paths>({ baseUrl: '', credentials: 'same-origin' });

api.use({
  onRequest({ request }) {
    request.headers.set('accept-language', currentLocale());
    return request;
  },
  onError({ error }) {
    return toApiError(error);
  },
});

interface Answer<Data> {
  data?: Data | undefined;
  error?: unknown;
  response: Response;
}

const signedOutListeners = new Set<() => void>();

/** Calls back when the server says that nobody is signed in any more. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/**
 * The body of an answer.
 * @throws ApiError for every refusal, and when nothing came back
 */
export async function unwrap<Data>(request: Promise<Answer<Data>>): Promise<Data> {
  return (await unwrapWithResponse(request)).data;
}

/** The body of an answer with the answer itself, for its headers. @throws ApiError */
export async function unwrapWithResponse<Data>(
  request: Promise<Answer<Data>>,
): Promise<{ data: Data; response: Response }> {
  let answer: Answer<Data>;
  try {
    answer = await request;
  } catch (cause) {
    throw toApiError(cause);
  }
  if (answer.error === undefined && answer.response.ok) {
    return { data: answer.data as Data, response: answer.response };
  }
  const error = toApiError(answer.error, answer.response.status);
  if (error.code === 'not_signed_in') for (const listener of signedOutListeners) listener();
  throw error;
}

/** The header of an edit that must not overwrite another's. */
export function ifMatch(version: number): { 'if-match': string } {
  return { 'if-match': `"${version}"` };
}

/** A key under which the server does a command once, however often it is sent. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** True where sending the same request again may help. */
export function worthRetrying(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 502);
}

/** A shape whose optional fields, if they are there, are not undefined: what JSON makes of it anyway. */
type Definite<T> = T extends readonly (infer Item)[]
  ? Definite<Item>[]
  : T extends object
    ? { [Key in keyof T]: Definite<Exclude<T[Key], undefined>> }
    : T;

/** A body as it is sent: the contracts allow optional fields to be undefined, and JSON leaves those out. */
export function sent<T>(body: T): Definite<T> {
  return body as Definite<T>;
}
