import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../app/open-database.ts';
import { createTestServer } from '../platform/postgres/test-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** The migrated database that each test file clones: 40 ms instead of a second of migrations. */
export const templateName = 'jingyun_template';

/** One real PostgreSQL for the run. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await createTestServer();
  const admin = postgres(server.adminUrl('postgres'), { max: 1 });
  await admin.unsafe(`create database ${templateName}`);
  const database = await openDatabase(server.adminUrl(templateName), { pool: 2 });
  await database.close();
  await admin.end({ timeout: 5 });
  project.provide('postgresUrl', server.url);
  return () => server.stop();
}
