import {
  type APIRequestContext,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test';
import { type Demo, emailOf, theDemo } from './demo.ts';
import { type Mail, nextMail } from './mail.ts';

export { expect };

export interface Ticket {
  id: string;
  number: number;
  version: number;
  subject: string;
  status: string;
}

/** The API as somebody signed in: for what a journey needs to be there, and for looking at what it left. */
export interface Api {
  get<Body>(path: string): Promise<Body>;
  post<Body>(path: string, body?: object): Promise<Body>;
  patch<Body>(path: string, body: object, version: number): Promise<Body>;
  /** A ticket that belongs to this test alone. */
  newTicket(input?: object): Promise<Ticket>;
}

interface Fixtures {
  demo: Demo;
  /** A browser of its own in which somebody with this role is signed in. */
  as: (role: string, options?: BrowserContextOptions) => Promise<Page>;
  /** A browser in which nobody is signed in. */
  stranger: (options?: BrowserContextOptions) => Promise<Page>;
  api: (role: string) => Promise<Api>;
  /** The newest mail to an address that is newer than those asked for before. */
  mailTo: (address: string) => Promise<Mail>;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  demo: async ({}, use) => use(theDemo()),

  stranger: async ({ browser, demo }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ baseURL: demo.url, ...options });
      opened.push(context);
      return context.newPage();
    });
    for (const context of opened) await context.close();
  },

  as: async ({ stranger, demo }, use) => {
    await use(async (role, options) => {
      const page = await stranger(options);
      await signIn(page.request, emailOf(demo, role), demo.password);
      return page;
    });
  },

  api: async ({ playwright, demo }, use) => {
    const opened: APIRequestContext[] = [];
    await use(async (role) => {
      const request = await playwright.request.newContext({ baseURL: demo.url });
      opened.push(request);
      await signIn(request, emailOf(demo, role), demo.password);
      return apiOf(request);
    });
    for (const request of opened) await request.dispose();
  },

  mailTo: async ({ demo }, use) => {
    const seen = new Set<string>();
    await use((address) => nextMail(demo.dataDir, address, seen));
  },
});

export async function signIn(request: APIRequestContext, email: string, password: string): Promise<void> {
  const answer = await request.post('/api/v1/auth/sign-in', { data: { email, password } });
  expect(answer.status(), await answer.text()).toBe(200);
}

let counter = 0;
/** A text that no other test and no other run has. */
export function unique(words: string): string {
  counter += 1;
  return `${words} ${process.pid}-${counter}`;
}

function apiOf(request: APIRequestContext): Api {
  const send = async <Body>(method: string, path: string, data?: object, version?: number): Promise<Body> => {
    const answer = await request.fetch(`/api/v1/${path}`, {
      method,
      ...(data === undefined ? {} : { data }),
      ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
    });
    expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
    return (await answer.json()) as Body;
  };
  const api: Api = {
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, body),
    patch: (path, body, version) => send('PATCH', path, body, version),
    newTicket: (input = {}) =>
      api.post('tickets', {
        subject: unique('测试工单'),
        kind: 'request',
        channel: 'phone',
        text: '客户来电说明情况。',
        requester: { name: '赵先生', email: 'zhao@example.com' },
        ...input,
      }),
  };
  return api;
}
