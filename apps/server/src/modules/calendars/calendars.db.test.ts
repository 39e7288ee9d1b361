import { type BusinessCalendarInput, businessCalendar } from '@jingyun/contracts';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { chinaWorkingWeek } from '../../platform/time/china-calendar.ts';
import { useDatabase } from '../../testing/use-database.ts';
import { getCalendar, listCalendars } from './calendar.repo.ts';
import { createCalendar } from './create-calendar.ts';
import { deleteCalendar } from './delete-calendar.ts';
import { makeDefaultCalendar } from './make-default-calendar.ts';
import { replaceCalendar } from './replace-calendar.ts';
import { setUpCalendar } from './set-up-calendar.ts';

const db = useDatabase();

const input = (name: string): BusinessCalendarInput => ({ name, ...chinaWorkingWeek([2026]) });
const create = (name: string, orgId = db.orgId) =>
  db.inOrg((tx) => createCalendar(tx, db.call(undefined, orgId), input(name)), orgId);
const events = (id: string) =>
  db.inOrg(async (tx) => {
    const { rows } = await sql<{
      type: string;
      data: { calendar?: { version: number; isDefault: boolean } };
    }>`
      select type, data from events where subject_type = 'calendar' and subject_id = ${id} order by id
    `.execute(tx.db);
    return rows;
  });

test('a new organisation gets a default calendar with the holidays around its year', async () => {
  await db.inOrg((tx) => setUpCalendar(tx, db.call(undefined, db.otherOrgId)), db.otherOrgId);
  const [calendar] = await db.inOrg((tx) => listCalendars(tx, null, 10), db.otherOrgId);
  expect(businessCalendar.parse(calendar)).toMatchObject({ isDefault: true, timeZone: 'Asia/Shanghai' });
  expect(calendar?.holidays).toContainEqual({ date: '2026-10-01', name: '国庆节' });
  expect(calendar?.holidays.some((day) => day.date.startsWith('2024'))).toBe(true);
});

describe('a calendar', () => {
  test('is stored whole and read back as it was given', async () => {
    const made = await create('上海');
    expect(made).toEqual({ id: made.id, isDefault: false, version: 1, ...input('上海') });
    expect(await db.inOrg((tx) => getCalendar(tx, made.id))).toEqual(made);
    expect(await events(made.id)).toMatchObject([
      { type: 'calendar.created', data: { calendar: { version: 1 } } },
    ]);
  });

  test('a name in use is refused, in another organisation it is free', async () => {
    await create('广州');
    await expect(create('广州')).rejects.toMatchObject({ code: '23505' });
    await expect(create('广州', db.otherOrgId)).resolves.toMatchObject({ version: 1 });
  });

  test('is replaced only from its present version, with an event', async () => {
    const { id } = await create('深圳');
    const replace = (expected: number) =>
      db.inOrg((tx) => replaceCalendar(tx, db.call(), id, expected, { ...input('深圳夜班'), holidays: [] }));
    expect(await replace(1)).toMatchObject({ version: 2, name: '深圳夜班', holidays: [] });
    await expect(replace(1)).rejects.toMatchObject({ code: 'version_conflict' });
    expect((await events(id)).map((event) => event.type)).toEqual(['calendar.created', 'calendar.updated']);
  });

  test('of another organisation does not exist', async () => {
    const { id } = await create('成都');
    const foreign = db.inOrg(
      (tx) => deleteCalendar(tx, db.call(undefined, db.otherOrgId), id, 1),
      db.otherOrgId,
    );
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the default', () => {
  test('moves, is one at a time, and cannot be deleted', async () => {
    const [a, b] = [await create('默认甲'), await create('默认乙')];
    await db.inOrg((tx) => makeDefaultCalendar(tx, db.call(), a.id));
    const now = await db.inOrg((tx) => makeDefaultCalendar(tx, db.call(), b.id));
    expect(now.isDefault).toBe(true);
    const all = await db.inOrg((tx) => listCalendars(tx, null, 100));
    expect(all.filter((calendar) => calendar.isDefault).map((calendar) => calendar.id)).toEqual([b.id]);
    await expect(db.inOrg((tx) => deleteCalendar(tx, db.call(), b.id, now.version))).rejects.toMatchObject({
      code: 'calendar_is_default',
    });
    const former = await db.inOrg((tx) => getCalendar(tx, a.id));
    await db.inOrg((tx) => deleteCalendar(tx, db.call(), a.id, former.version));
    await expect(db.inOrg((tx) => getCalendar(tx, a.id))).rejects.toMatchObject({ code: 'not_found' });
    expect((await events(a.id)).at(-1)?.type).toBe('calendar.deleted');
  });

  test('two that are made default at once end as one', async () => {
    const [a, b] = [await create('并发甲'), await create('并发乙')];
    await Promise.all([a, b].map(({ id }) => db.inOrg((tx) => makeDefaultCalendar(tx, db.call(), id))));
    const all = await db.inOrg((tx) => listCalendars(tx, null, 100));
    expect(all.filter((calendar) => calendar.isDefault)).toHaveLength(1);
  });
});

test('pages go by name', async () => {
  const names = (after: string | null, limit: number) =>
    db.inOrg(async (tx) => (await listCalendars(tx, after, limit)).map((calendar) => calendar.name));
  const all = await names(null, 100);
  expect(await names(all[0] ?? null, 1)).toEqual(all.slice(1, 3));
});
