import type {
  FileInfo,
  PortalInfo,
  PortalLinkRequest,
  PortalMessagePage,
  PortalOutcome,
  PortalReplied,
  PortalReply,
  PortalSubmission,
  PortalSubmitted,
  PortalTicket,
} from '@jingyun/contracts';
import { fileNameOf } from '../lib/api/download.ts';
import { toApiError } from '../lib/api/problem.ts';
import { currentLocale } from '../lib/i18n/locale.ts';

interface Options {
  method?: 'GET' | 'POST';
  body?: object;
  token?: string;
  key?: string;
}

/** @throws ApiError for every refusal, and with the code `network` when nothing came back */
async function send(path: string, { method = 'GET', body, token, key }: Options): Promise<Response> {
  const headers: Record<string, string> = { 'accept-language': currentLocale() };
  if (token !== undefined) headers['x-ticket-token'] = token;
  if (key !== undefined) headers['idempotency-key'] = key;
  if (body !== undefined && !(body instanceof FormData)) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(`/api/v1/portal${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
  } catch (cause) {
    throw toApiError(cause);
  }
  if (!response.ok) throw toApiError(await response.json().catch(() => null), response.status);
  return response;
}

const ask = async <Body>(path: string, options: Options = {}): Promise<Body> =>
  (await send(path, options)).json() as Promise<Body>;

/** The organisation that the address of the page names, if any. */
const organisation = new URLSearchParams(location.search).get('organisation') ?? undefined;
const named = organisation === undefined ? {} : { organisation };
const query = organisation === undefined ? '' : `?organisation=${encodeURIComponent(organisation)}`;

export const portal = {
  info: () => ask<PortalInfo>(query),
  upload: (file: File) => {
    const body = new FormData();
    body.append('file', file, file.name);
    return ask<FileInfo>(`/files${query}`, { method: 'POST', body });
  },
  submit: (body: Omit<PortalSubmission, 'organisation'>, key: string) =>
    ask<PortalSubmitted>('/tickets', { method: 'POST', body: { ...named, ...body }, key }),
  requestLink: (body: PortalLinkRequest) => ask('/links', { method: 'POST', body: { ...named, ...body } }),
  ticket: (token: string) => ask<PortalTicket>('/ticket', { token }),
  messages: (token: string, cursor: string) =>
    ask<PortalMessagePage>(`/ticket/messages?cursor=${encodeURIComponent(cursor)}`, { token }),
  reply: (token: string, body: PortalReply, key: string) =>
    ask<PortalReplied>('/ticket/replies', { method: 'POST', body, token, key }),
  settle: (token: string, what: 'solve' | 'reopen') =>
    ask<PortalOutcome>(`/ticket/${what}`, { method: 'POST', token }),
  /** Fetches a file and hands it to the browser's downloads: a plain link could not carry the token. */
  download: async (token: string, id: string) => {
    const response = await send(`/ticket/files/${id}`, { token });
    const address = URL.createObjectURL(await response.blob());
    const link = document.createElement('a');
    link.href = address;
    link.download = fileNameOf(response.headers.get('content-disposition')) ?? 'file';
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  },
};

/** A key under which the server does a command once, however often a bad line makes us send it. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
