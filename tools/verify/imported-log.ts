import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MetricAnswer, MetricQuery } from '@jingyun/contracts';
import { type RawBuilder, sql } from 'kysely';
import { pino } from 'pino';
import { buildHttp } from '../../apps/server/src/app/build-http.ts';
import { openProduct } from '../../apps/server/src/app/open-product.ts';
import { importHere, takeIn } from '../../apps/server/src/modules/imports/index.ts';
import { createOrganisation } from '../../apps/server/src/modules/people/index.ts';
import { systemActor } from '../../apps/server/src/platform/actor.ts';
import { readConfig } from '../../apps/server/src/platform/config/config.ts';
import { projectAll } from '../../apps/server/src/platform/events/run-projector.ts';
import { createTestServer } from '../../apps/server/src/platform/postgres/test-server.ts';

/** A log as the product has it, after an import into a new organisation. */
export interface ImportedLog {
  rows: number;
  rejected: number;
  importSeconds: number;
  projectSeconds: number;
  /** Events in the log of the organisation. */
  events: number;
  /** What importing the same file again added: tickets and events. */
  addedByRepeat: { tickets: number; events: number };
  /** The total of a metric over all time, as the API gives it. */
  metric(query: Pick<MetricQuery, 'metric'> & Partial<MetricQuery>): Promise<MetricAnswer['total']>;
  /** One row of a query on the organisation's tables. */
  row<T>(query: RawBuilder<T>): Promise<T>;
}

/** Imports a file into a product of its own, as the command line does, and looks at it. */
export async function importFresh<T>(path: string, look: (log: ImportedLog) => Promise<T>): Promise<T> {
  const server = await createTestServer();
  const dataDir = mkdtempSync(join(tmpdir(), 'jingyun-verify-'));
  try {
    const config = readConfig({ JINGYUN_DATA_DIR: dataDir, JINGYUN_SECRET: 'verify'.padEnd(40, '.') });
    const product = await openProduct(config, server.url, pino({ level: 'warn' }));
    try {
      return await look(await importInto(product, path));
    } finally {
      await product.close();
    }
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function importInto(
  product: Awaited<ReturnType<typeof openProduct>>,
  path: string,
): Promise<ImportedLog> {
  const { services } = product;
  const { orgId } = await createOrganisation(services, {
    name: 'Verify',
    timeZone: 'Asia/Shanghai',
    locale: 'en',
  });
  const http = await buildHttp(services, async () => systemActor(orgId, 'en'));
  const row = async <T>(query: RawBuilder<T>): Promise<T> => {
    const { rows } = await services.database.inOrg(orgId, (tx) => query.execute(tx.db));
    if (rows[0] === undefined) throw new Error('The query gave no row.');
    return rows[0];
  };
  const size = () =>
    row(sql<{ tickets: number; events: number }>`
      select (select count(*) from tickets) as tickets,
             (select count(*) from events where subject_type = 'ticket') as events`);

  const begun = performance.now();
  const first = await importHere(services, orgId, (await takeIn(services, orgId, path)).id);
  const importSeconds = (performance.now() - begun) / 1000;
  if (first.state !== 'done')
    throw new Error(`The import ended as ${first.state}: ${JSON.stringify(first.error)}`);
  const before = await size();

  const again = await importHere(services, orgId, (await takeIn(services, orgId, path)).id);
  if (again.counts.unchanged !== again.counts.tickets)
    throw new Error(`Imported again: ${JSON.stringify(again.counts)}`);
  const after = await size();

  const projecting = performance.now();
  for (let found = 1; found > 0; ) {
    found = 0;
    for (const projector of product.projectors) {
      found += await projectAll(services.database, services.registry, projector, orgId);
    }
  }
  const projectSeconds = (performance.now() - projecting) / 1000;
  const { events } = await row(sql<{ events: number }>`select count(*) as events from events`);

  return {
    rows: first.counts.rows,
    rejected: first.counts.rejected,
    importSeconds,
    projectSeconds,
    events,
    addedByRepeat: { tickets: after.tickets - before.tickets, events: after.events - before.events },
    row,
    metric: async (query) => {
      const answer = await http.inject({
        method: 'POST',
        url: '/api/v1/metrics/query',
        payload: { range: { from: '2009-01-01', to: '2018-12-31' }, grain: 'month', ...query },
      });
      if (answer.statusCode !== 200) throw new Error(`${query.metric}: ${answer.body}`);
      return answer.json<MetricAnswer>().total;
    },
  };
}
