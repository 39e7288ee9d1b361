import { setTimeout as wait } from 'node:timers/promises';
import type { HttpApp } from '../platform/http/server.ts';
import type { TestAnswer } from './use-product.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A browser as tests look at it: it keeps cookies and says where its requests come from. */
export interface TestBrowser {
  cookies: Map<string, string>;
  /** The attributes of each cookie as they were last set. */
  attributes: Map<string, string>;
  send<Body = Record<string, unknown>>(
    method: Method,
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<TestAnswer<Body>>;
}

/** Opens a browser on the product's own pages. */
export function openBrowser(http: HttpApp, address = '192.0.2.1'): TestBrowser {
  const cookies = new Map<string, string>();
  const attributes = new Map<string, string>();
  return {
    cookies,
    attributes,
    send: async <Body>(method: Method, url: string, body?: unknown, headers: Record<string, string> = {}) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await http.inject({
        method,
        url,
        remoteAddress: address,
        headers: {
          'user-agent': 'Test browser',
          'sec-fetch-site': 'same-origin',
          // A list of wishes, as browsers send: the signed-in person's own language comes before it.
          'accept-language': 'en-GB,en;q=0.9',
          ...(cookie === '' ? {} : { cookie }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: body as object }),
      });
      for (const line of [answer.headers['set-cookie'] ?? []].flat()) keep(cookies, attributes, line);
      const isJson = String(answer.headers['content-type'] ?? '').includes('json');
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: (isJson ? answer.json() : answer.body) as Body,
      };
    },
  };
}

function keep(cookies: Map<string, string>, attributes: Map<string, string>, line: string): void {
  const [pair = '', ...rest] = line.split('; ');
  const [name = '', value = ''] = pair.split(/=(.*)/s);
  if (/max-age=0(;|$)/i.test(rest.join(';'))) cookies.delete(name);
  else cookies.set(name, value);
  attributes.set(name, rest.join('; '));
}

/** Waits for a condition that comes true by itself soon; fails after five seconds. */
export async function eventually(check: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 250; tries++) {
    if (await check()) return;
    await wait(20);
  }
  throw new Error('It did not come true within five seconds.');
}
