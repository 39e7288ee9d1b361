import { gzipSync } from 'node:zlib';
import type { ImportMappingInput } from '@jingyun/contracts';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { fileIn, inDirectory } from '../../platform/tabular/tabular.testing.ts';
import { useProduct } from '../../testing/use-product.ts';
import { getImport, type ImportRow } from './import.repo.ts';
import { importHere, takeIn } from './import-path.ts';
import { cancelImport, startImport } from './start-import.ts';

const t = useProduct();

const header =
  'number,state,opened_at,sys_updated_at,closed_at,resolved_at,assignment_group,assigned_to,caller_id,made_sla,category,priority,contact_type';
const rows = [
  'A,New,13/2/2024 08:00,13/2/2024 08:05,14/2/2024 09:00,?,?,?,王小明,true,硬件,3,Phone',
  'A,Active,13/2/2024 08:00,13/2/2024 08:35,14/2/2024 09:00,?,一线,李雷,王小明,true,硬件,3,Phone',
  'A,Active,13/2/2024 08:00,13/2/2024 08:35,14/2/2024 09:00,?,二线,韩梅梅,王小明,true,硬件,3,Phone',
  'A,Resolved,13/2/2024 08:00,13/2/2024 10:00,14/2/2024 09:00,?,二线,韩梅梅,王小明,false,硬件,3,Phone',
  'A,Active,13/2/2024 08:00,13/2/2024 11:00,14/2/2024 09:00,?,二线,韩梅梅,王小明,false,硬件,1,Phone',
  'A,Resolved,13/2/2024 08:00,13/2/2024 12:00,14/2/2024 09:00,?,二线,韩梅梅,王小明,false,硬件,1,Phone',
  'A,Closed,13/2/2024 08:00,14/2/2024 09:00,14/2/2024 09:00,?,二线,韩梅梅,王小明,false,硬件,1,Phone',
  'B,New,13/2/2024 09:00,13/2/2024 09:00,?,?,一线,?,?,true,软件,3,Email',
];

let made = 0;
/** A source of its own for each import, so that tests do not see each other's tickets. */
async function take(lines: string[], said: Partial<ImportMappingInput> = {}): Promise<ImportRow> {
  made += 1;
  return inDirectory(async (directory) => {
    const source = await fileIn(directory, 'log.csv', `${header}\n${lines.join('\n')}\n`);
    return takeIn(t.services, t.db.orgId, 'path' in source ? source.path : '', {
      source: `desk-${made}`,
      ...said,
    });
  });
}
const run = (row: ImportRow) => importHere(t.services, t.db.orgId, row.id);
const read = <T>(query: ReturnType<typeof sql<T>>) =>
  t.db.inOrg(async (tx) => (await query.execute(tx.db)).rows);
const eventsOf = (source: string, externalId: string) =>
  read(sql<{ type: string; at: string; data: Record<string, unknown> }>`
    select e.type, to_char(e.occurred_at at time zone 'Asia/Shanghai', 'DD HH24:MI') as at, e.data
    from events e join tickets k on k.org_id = e.org_id and k.id = e.ticket_id
    where k.source = ${source} and k.external_id = ${externalId} order by e.occurred_at, e.id`);
const ticketsOf = (source: string) =>
  read(sql<{
    externalId: string;
    status: string;
    reopens: number;
    team: string;
    teamActive: boolean;
    assignee: string;
    userActive: boolean;
    category: string;
    customer: string | null;
  }>`
    select k.external_id as "externalId", k.status, k.reopens, m.name as team, m.active as "teamActive", u.name as assignee,
           u.active as "userActive", c.name as category, p.name as customer
    from tickets k left join teams m on m.org_id = k.org_id and m.id = k.team_id
    left join users u on u.org_id = k.org_id and u.id = k.assignee_id
    left join ticket_categories c on c.org_id = k.org_id and c.id = k.category_id
    left join customers p on p.org_id = k.org_id and p.id = k.customer_id
    where k.source = ${source} order by k.external_id`);

describe('an import', () => {
  test('keeps columns that nothing else takes as custom fields, the first word of each', async () => {
    const keep = ['contact_type', 'sys_updated_at'];
    const row = await run(await take(rows, { keep }));
    const kept = await read(sql<{ values: Record<string, string> }>`
      select custom_fields as values from tickets where source = ${row.mapping.source} order by external_id`);
    expect(kept.map(({ values }) => values)).toEqual([
      { contactType: 'Phone', sysUpdatedAt: '13/2/2024 08:05' },
      { contactType: 'Email', sysUpdatedAt: '13/2/2024 09:00' },
    ]);
    const fields = () =>
      read(sql<{ key: string; name: string }>`
        select key, name from ticket_fields where name = any(${keep}) order by key`);
    expect(await fields()).toEqual([
      { key: 'contactType', name: 'contact_type' },
      { key: 'sysUpdatedAt', name: 'sys_updated_at' },
    ]);
    // The same file again makes neither tickets nor fields.
    const again = await run(await take(rows, { keep, source: row.mapping.source }));
    expect(again.counts).toMatchObject({ created: 0, unchanged: 2, rejected: 0 });
    expect(await fields()).toHaveLength(2);
    await expect(take(rows, { keep: ['nowhere'] }).then(run)).rejects.toThrow(
      'import_mapping_unknown_column',
    );
  });

  test('makes tickets with their history as back-dated events', async () => {
    const row = await run(await take(rows));
    expect(row).toMatchObject({ state: 'done', counts: { rows: 8, tickets: 2, created: 2, rejected: 0 } });
    expect(await ticketsOf(row.mapping.source)).toMatchObject([
      {
        externalId: 'A',
        status: 'closed',
        reopens: 1,
        team: '二线',
        teamActive: false,
        assignee: '韩梅梅',
        userActive: false,
        category: '硬件',
        customer: '王小明',
      },
      { externalId: 'B', status: 'new', reopens: 0, team: '一线' },
    ]);
    const events = await eventsOf(row.mapping.source, 'A');
    const told = events.filter(
      (event) => !['ticket.changed', 'ticketActivity.imported'].includes(event.type),
    );
    expect(told.map((event) => [event.at, event.type])).toEqual([
      ['13 08:00', 'ticket.created'],
      ['13 08:35', 'ticket.replied'],
      ['13 10:00', 'ticket.solved'],
      ['13 11:00', 'ticket.reopened'],
      ['13 12:00', 'ticket.solved'],
      ['14 09:00', 'ticket.closed'],
    ]);
    expect(told[0]?.data).toMatchObject({ sourceMadeSla: false, externalId: 'A' });
    expect(told[1]?.data).toMatchObject({ secondsSinceCreated: 35 * 60, first: true });
    expect(told.at(-1)?.data).toMatchObject({ secondsToClose: 25 * 3600 });
    const activities = events.filter((event) => event.type === 'ticketActivity.imported');
    expect(activities.map((event) => event.data['activity'])).toEqual([
      'New',
      'Active',
      'Active',
      'Resolved',
      'Active',
      'Resolved',
      'Closed',
    ]);
  });

  test('repeated, adds nothing; with more rows, adds what is new; with another past, leaves the ticket and says so', async () => {
    const first = await run(await take(rows.slice(0, 4)));
    const { source } = first.mapping;
    const before = (await eventsOf(source, 'A')).length;
    const again = await run(await take(rows.slice(0, 4), { source }));
    expect(again.counts).toMatchObject({ created: 0, unchanged: 1, extended: 0, events: 0 });
    expect(await eventsOf(source, 'A')).toHaveLength(before);
    const more = await run(await take(rows, { source }));
    expect(more.counts).toMatchObject({ created: 1, extended: 1, unchanged: 0 });
    const whole = await run(await take(rows));
    const types = async (of: string) =>
      (await eventsOf(of, 'A')).map((event) => [event.at, event.type]).sort();
    expect(await types(source)).toEqual(await types(whole.mapping.source));
    const other = await run(
      await take([rows[0]!, rows[1]!.replace('08:35', '08:30'), ...rows.slice(2)], { source }),
    );
    expect(other.counts).toMatchObject({ created: 0, extended: 0, unchanged: 1, rejected: 1 });
  });

  test('killed between batches, goes on behind the last one and ends as if it had never stopped', async () => {
    const many = Array.from(
      { length: 5000 },
      (_, index) => `T${index},New,13/2/2024 08:00,13/2/2024 08:05,?,?,一线,?,?,true,硬件,3,Phone`,
    );
    const row = await take(many);
    const call = t.db.call();
    await t.db.inOrg((tx) => startImport(t.services, tx, call, row.id));
    const broken = brokenAfter(2);
    await expect(
      t.services.jobs.runNow(t.db.orgId, (await latest(row.id)).jobId ?? '', broken),
    ).rejects.toThrow('killed');
    const half = await latest(row.id);
    expect(half).toMatchObject({ state: 'running', batches: 1 });
    const written = (await ticketsOf(row.mapping.source)).length;
    expect(written).toBe(half.counts.created);
    expect(written).toBeGreaterThan(0);
    expect(written).toBeLessThan(5000);
    await t.services.jobs.runNow(t.db.orgId, half.jobId ?? '');
    expect(await latest(row.id)).toMatchObject({
      state: 'done',
      counts: { rows: 5000, tickets: 5000, created: 5000 },
    });
    expect(await ticketsOf(row.mapping.source)).toHaveLength(5000);
  });

  test('taken up by two processes at once, is written once', async () => {
    const many = Array.from(
      { length: 5000 },
      (_, index) => `T${index},New,13/2/2024 08:00,13/2/2024 08:05,?,?,一线,?,?,true,硬件,3,Phone`,
    );
    const row = await take(many);
    const { jobId } = await startImportNow(row.id);
    await Promise.all([1, 2].map(() => t.services.jobs.runNow(t.db.orgId, jobId ?? '')));
    expect(await latest(row.id)).toMatchObject({
      state: 'done',
      batches: 3,
      counts: { tickets: 5000, created: 5000, unchanged: 0 },
    });
    expect(await ticketsOf(row.mapping.source)).toHaveLength(5000);
  });

  test('cancelled, writes no more; what is written stays', async () => {
    const row = await take(rows);
    const started = await t.db.inOrg((tx) => startImport(t.services, tx, t.db.call(), row.id));
    await t.db.inOrg((tx) => cancelImport(t.services, tx, t.db.call(), row.id));
    await t.services.jobs.runNow(t.db.orgId, started.jobId ?? '');
    expect(await latest(row.id)).toMatchObject({ state: 'cancelled', counts: { created: 0 } });
    expect(await ticketsOf(row.mapping.source)).toEqual([]);
    await expect(t.db.inOrg((tx) => cancelImport(t.services, tx, t.db.call(), row.id))).rejects.toMatchObject(
      { code: 'import_not_running' },
    );
  });

  test('of a file that is damaged further on fails with its reason and writes nothing at all', async () => {
    const line = (index: number) =>
      `T${index},New,13/2/2024 08:00,13/2/2024 08:05,?,?,一线,?,王小明,true,硬件,3,Phone`;
    const whole = gzipSync(
      `${header}\n${Array.from({ length: 20_000 }, (_, index) => line(index)).join('\n')}\n`,
    );
    const row = await inDirectory(async (directory) => {
      const source = await fileIn(directory, 'cut.csv.gz', whole.subarray(0, whole.length - 100));
      return takeIn(t.services, t.db.orgId, 'path' in source ? source.path : '', { source: 'cut' });
    });
    await expect(run(row)).rejects.toMatchObject({ code: 'import_archive_broken' });
    expect(await latest(row.id)).toMatchObject({ state: 'failed', error: { code: 'import_archive_broken' } });
    expect(await ticketsOf('cut')).toEqual([]);
  });

  test('started with a mapping that no longer fits is refused', async () => {
    const row = await take(rows);
    await t.db.inOrg((tx) =>
      sql`update imports set mapping = jsonb_set(mapping, '{columns,at,column}', '"gone"') where id = ${row.id}`.execute(
        tx.db,
      ),
    );
    await expect(startImportNow(row.id)).rejects.toMatchObject({ code: 'import_mapping_unknown_column' });
  });

  test('rejected rows are kept with their reason', async () => {
    const row = await run(
      await take([...rows, 'C,New,31/2/2024 08:00,13/2/2024 08:05,?,?,?,?,?,true,硬件,3,Phone']),
    );
    expect(row.counts).toMatchObject({ rejected: 1, created: 2 });
    const problems = await t
      .as('owner', { locale: 'en' })
      .send<{ data: unknown[] }>('GET', `/api/v1/imports/${row.id}/problems`);
    expect(problems.body.data).toMatchObject([
      { rowNumber: 10, externalId: 'C', code: 'import_row_bad_date' },
    ]);
  });
});

const latest = (id: string) => t.db.inOrg((tx) => getImport(tx, id));
const startImportNow = (id: string) => t.db.inOrg((tx) => startImport(t.services, tx, t.db.call(), id));

/** A progress reporter that kills the run when it is told of the given batch. */
function brokenAfter(batches: number): () => void {
  let told = 0;
  return () => {
    told += 1;
    if (told === batches) throw new Error('killed');
  };
}
