import { expect, test } from 'vitest';
import { useDatabase } from '../testing/use-database.ts';
import { openDatabase } from './open-database.ts';

const t = useDatabase();

test('processes that start together on one database all start', async () => {
  const partitions = async () => {
    const rows = await t.open.owner<{ name: string }[]>`
      select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'events'::regclass and c.relname <> 'events_default' order by 1`;
    return rows.map(({ name }) => name);
  };
  const before = await partitions();
  expect(before.length).toBeGreaterThan(1);
  // A new month has begun, and its partition is not there yet.
  for (const name of before) await t.open.owner.unsafe(`drop table ${name}`);
  const opened = await Promise.all([1, 2, 3, 4].map(() => openDatabase(t.open.ownerUrl, { pool: 2 })));
  await Promise.all(opened.map((open) => open.close()));
  expect(await partitions()).toEqual(before);
});
