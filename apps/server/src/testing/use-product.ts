import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BuiltInRole, RowScope } from '@jingyun/contracts';
import type { InjectOptions } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { buildHttp } from '../app/build-http.ts';
import { permissions } from '../app/declarations.ts';
import { openProduct, type Product } from '../app/open-product.ts';
import { type Actor, systemActor } from '../platform/actor.ts';
import { readConfig } from '../platform/config/config.ts';
import type { HttpApp } from '../platform/http/server.ts';
import type { Services } from '../platform/services.ts';
import { projectToEnd } from './project-to-end.ts';
import { type TestDatabase, testNow, useDatabase } from './use-database.ts';

/** An answer as tests look at it. */
export interface TestAnswer<Body = Record<string, unknown>> {
  status: number;
  headers: Record<string, string | string[] | number | undefined>;
  body: Body;
}

/** A client that acts as one actor. */
export interface TestClient {
  actor: Actor;
  send<Body = Record<string, unknown>>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<TestAnswer<Body>>;
}

export interface TestProduct {
  db: TestDatabase;
  services: Services;
  product: Product;
  http: HttpApp;
  /** Moves the product's clock; it stands still otherwise. */
  setNow(instant: string): void;
  /** A client with a built-in role's grants in `orgId`. The actor's id is stable for the role unless given. */
  as(role: BuiltInRole, who?: Partial<Pick<Actor, 'id' | 'teamIds' | 'orgId' | 'locale'>>): TestClient;
  /** Projects everything there is, until nothing more comes of it. */
  settle(orgId?: string): Promise<void>;
}

/**
 * The whole product on a database of its own, answering through `inject`. Who is
 * asking is passed in; sign-in itself is tested where it lives (platform/auth).
 * Background work does not run by itself: tests say when (`settle`, `jobs.runNow`).
 */
export function useProduct(): TestProduct {
  const db = useDatabase();
  const test = { db } as TestProduct;
  const dataDir = mkdtempSync(join(tmpdir(), 'jingyun-test-data-'));
  const actors = new Map<string, Actor>();
  let now = Temporal.Instant.from(testNow);

  beforeAll(async () => {
    const config = readConfig({
      JINGYUN_DATA_DIR: dataDir,
      JINGYUN_SECRET: 'x'.repeat(40),
      JINGYUN_REQUESTS_PER_MINUTE: '1000000',
    });
    const product = await openProduct(config, db.open.ownerUrl, pino({ level: 'silent' }), () => now);
    const http = await buildHttp(
      product.services,
      async (request) => actors.get(String(request.headers['x-test-actor'])) ?? null,
    );
    await http.ready();
    Object.assign(test, {
      product,
      services: product.services,
      http,
      setNow: (instant: string) => {
        now = Temporal.Instant.from(instant);
      },
      as: (role: BuiltInRole, who = {}) =>
        client(http, actors, {
          ...systemActor(db.orgId),
          type: 'user',
          id: idOf(role),
          name: role,
          grants: grantsOf(role),
          ...who,
        }),
      settle: async (orgId = db.orgId) => {
        for (let found = 1; found > 0; ) {
          found = 0;
          for (const projector of product.projectors)
            found += await projectToEnd(
              product.services.database,
              product.services.registry,
              projector,
              orgId,
            );
        }
      },
    });
  });

  // Registered after useDatabase's, so it runs before the database goes.
  afterAll(async () => {
    await test.http.close();
    await test.product.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return test;
}

/** What a built-in role may do from the start. */
export function grantsOf(role: BuiltInRole): Map<string, RowScope> {
  const grants = Object.entries(permissions).flatMap(([name, row]) => {
    const scope = row.roles[role];
    return scope === undefined ? [] : [[name, scope] as const];
  });
  return new Map(grants);
}

function idOf(role: string): string {
  const digits = [...role]
    .map((letter) => letter.charCodeAt(0).toString(16))
    .join('')
    .padEnd(12, '0')
    .slice(0, 12);
  return `00000000-0000-4000-8000-${digits}`;
}

function client(http: HttpApp, actors: Map<string, Actor>, actor: Actor): TestClient {
  const key = `${actor.orgId} ${actor.id} ${actors.size}`;
  actors.set(key, actor);
  return {
    actor,
    send: async <Body>(
      method: InjectOptions['method'],
      url: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ) => {
      const answer = await http.inject({
        method: method ?? 'GET',
        url,
        headers: { 'x-test-actor': key, 'accept-language': actor.locale, ...headers },
        ...(body === undefined ? {} : { payload: body as object }),
      });
      const isJson = String(answer.headers['content-type'] ?? '').includes('json');
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: (isJson ? answer.json() : answer.body) as Body,
      };
    },
  };
}
