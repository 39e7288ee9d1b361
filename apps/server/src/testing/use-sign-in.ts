import { beforeAll } from 'vitest';
import { buildHttp } from '../app/build-http.ts';
import { createOrganisation } from '../modules/people/index.ts';
import { authenticator } from '../platform/auth/authenticator.ts';
import type { HttpApp } from '../platform/http/server.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import { type TestProduct, useProduct } from './use-product.ts';

export interface TestSignIn extends TestProduct {
  /** The whole product with real sign-in in front. */
  app: HttpApp;
  orgId: string;
  ownerId: string;
  owner: { name: string; email: string; password: string };
  browser(address?: string): TestBrowser;
  /** A browser in which the owner, or somebody else, is signed in. */
  signedIn(who?: { email: string; password: string }, address?: string): Promise<TestBrowser>;
  /** The events of a type in the organisation, oldest first. */
  events(type: string): Promise<{ subjectId: string; actorType: string; data: Record<string, unknown> }[]>;
}

/** The product with an organisation whose owner can sign in. Nobody is passed in: tests go through the front door. */
export function useSignIn(): TestSignIn {
  const t = useProduct() as TestSignIn;
  const owner = { name: '王小明', email: 'owner@example.com', password: 'a long enough phrase' };
  beforeAll(async () => {
    const app = await buildHttp(t.services, authenticator(t.services));
    await app.ready();
    const made = await createOrganisation(t.services, {
      name: '安心家电',
      timeZone: 'Asia/Shanghai',
      locale: 'zh-CN',
      owner,
    });
    const browser = (address?: string) => openBrowser(app, address);
    Object.assign(t, {
      app,
      ...made,
      owner,
      browser,
      signedIn: async (who = owner, address?: string) => {
        const opened = browser(address);
        const { email, password } = who;
        const answer = await opened.send('POST', '/api/v1/auth/sign-in', { email, password });
        if (answer.status !== 200) throw new Error(`Not signed in: ${JSON.stringify(answer.body)}`);
        return opened;
      },
      events: async (type: string) => {
        await t.services.later.settled();
        return t.db.open.owner`
          select subject_id as "subjectId", actor_type as "actorType", data from events
          where org_id = ${made.orgId} and type = ${type} order by recorded_at, id`;
      },
    });
  });
  return t;
}
