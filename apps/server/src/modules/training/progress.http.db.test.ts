import { randomUUID } from 'node:crypto';
import type { Course, TrainingCoverage } from '@jingyun/contracts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { useProduct } from '../../testing/use-product.ts';
import { takeCourseFor } from './index.ts';
import { classroom } from './training.testing.ts';

const t = useProduct();
const { inOrg, call, team, person, course, events, mails, onDay, staff, assign, assignmentsOf, sweep } =
  classroom(t);
beforeEach(() => onDay(0));

describe('reminders', () => {
  test('go out before the due day and once it is over, each once, and not to those who passed', async () => {
    const row = await course({ dueDays: 5 });
    const [late, done] = [await person([await team()]), await person([])];
    await assign(row.id, { userIds: [late.id, done.id] });
    await inOrg((tx) => takeCourseFor(tx, call(), { courseId: row.id, userId: done.id, pass: true }));
    const told = async () => {
      await sweep();
      await sweep();
      return (await events<{ userId: string; kind: string }>('training.reminded', row.id)).map(({ data }) => [
        data.userId,
        data.kind,
      ]);
    };
    onDay(2);
    expect(await told()).toEqual([]);
    onDay(3);
    expect(await told()).toEqual([[late.id, 'before']]);
    onDay(5);
    expect(await told()).toHaveLength(1);
    onDay(6);
    expect(await told()).toEqual([
      [late.id, 'before'],
      [late.id, 'overdue'],
    ]);
    const sent = (await mails()).filter(({ plain }) => plain.includes(row.id));
    expect(sent.map(({ subject }) => subject)).toEqual([
      'Training due soon: Hand-over',
      'Training overdue: Hand-over',
    ]);
    expect(sent[0]!.plain).toContain('2026-03-07');
    expect(await assignmentsOf(`courseId=${row.id}&state=overdue`)).toMatchObject([
      { user: { id: late.id } },
    ]);
  });
});

describe('who may see and do what', () => {
  test('a lead sees the progress of the own teams, assigns to them, and to nobody else', async () => {
    const [mineTeam, theirs] = [await team('A 组'), await team('B 组')];
    const lead = await person([mineTeam], 'teamLead');
    const [near, far] = [await person([mineTeam]), await person([theirs])];
    const row = await course();
    await assign(row.id, { teamIds: [theirs] });
    expect((await assign(row.id, { userIds: [far.id], anew: true }, lead.client)).body).toMatchObject({
      code: 'training_out_of_scope',
    });
    expect((await assign(row.id, { teamIds: [theirs] }, lead.client)).status).toBe(403);
    expect((await assign(row.id, { teamIds: [mineTeam] }, lead.client)).body).toEqual({ assigned: 2 });
    const seen = await assignmentsOf(`courseId=${row.id}`, lead.client);
    expect(seen.map(({ user }) => user.id).toSorted()).toEqual([lead.id, near.id].toSorted());
    expect(await assignmentsOf(`courseId=${row.id}&userId=${far.id}`, lead.client)).toEqual([]);
    expect(await assignmentsOf(`courseId=${row.id}&teamId=${theirs}`)).toMatchObject([
      { user: { id: far.id } },
    ]);
    await inOrg((tx) => takeCourseFor(tx, call(), { courseId: row.id, userId: near.id, pass: true }));
    const coverage = async (client: typeof lead.client) =>
      (await client.send<TrainingCoverage>('GET', `/api/v1/training/coverage?courseId=${row.id}`)).body;
    expect(await coverage(lead.client)).toMatchObject({ total: { assigned: 2, passed: 1, overdue: 0 } });
    onDay(30);
    expect(await coverage(staff.manager)).toMatchObject({
      total: { assigned: 3, passed: 1, overdue: 2 },
      teams: [
        { team: { id: mineTeam, name: 'A 组' }, assigned: 2, passed: 1, overdue: 1 },
        { team: { id: theirs, name: 'B 组' }, assigned: 1, passed: 0, overdue: 1 },
      ],
    });
    // Who has left weighs on nobody's coverage.
    await inOrg((tx) =>
      sql`update users set active = false where org_id = ${tx.orgId} and id = ${far.id}`.execute(tx.db),
    );
    expect((await coverage(staff.manager)).total).toEqual({ assigned: 2, passed: 1, overdue: 1 });
    const input = { name: { en: 'Mine now' }, questionIds: row.questionIds };
    const edit = await lead.client.send('PUT', `/api/v1/training/courses/${row.id}`, input, {
      'if-match': '"1"',
    });
    expect(edit.body).toMatchObject({ code: 'course_not_yours' });
  });

  test('an agent sees the own certifications only, and nobody’s progress', async () => {
    const row = await course();
    const [one, two] = [await person([await team()]), await person([])];
    await assign(row.id, { userIds: [one.id, two.id] });
    for (const userId of [one.id, two.id])
      await inOrg((tx) => takeCourseFor(tx, call(), { courseId: row.id, userId, pass: true }));
    const of = async (search: string, client = one.client) =>
      (
        await client.send<{ data: { user: { id: string } }[] }>(
          'GET',
          `/api/v1/training/certifications?${search}`,
        )
      ).body.data;
    expect((await of(`courseId=${row.id}`)).map(({ user }) => user.id)).toEqual([one.id]);
    expect(await of(`courseId=${row.id}&userId=${two.id}`)).toEqual([]);
    expect(await of(`courseId=${row.id}&state=inForce`, staff.manager)).toHaveLength(2);
    expect((await one.client.send('GET', '/api/v1/training/assignments')).status).toBe(403);
    expect((await one.client.send('GET', '/api/v1/training/coverage')).status).toBe(403);
  });

  test('what is named has to be there, and days that are over are refused', async () => {
    const row = await course();
    expect((await assign(row.id, { userIds: [randomUUID()] })).body).toMatchObject({
      code: 'unknown_reference',
    });
    expect((await assign(row.id, {})).status).toBe(422);
    const { id } = await person([]);
    expect((await assign(row.id, { userIds: [id], dueOn: '2026-03-01' })).body).toMatchObject({
      code: 'training_due_past',
    });
    const bad = { name: { en: 'x' }, questionIds: [randomUUID()] };
    expect((await staff.manager.send('POST', '/api/v1/training/courses', bad)).body).toMatchObject({
      code: 'course_questions_unknown',
    });
    const draw = { name: { en: 'x' }, questionIds: row.questionIds, draw: 9 };
    expect(
      (await staff.manager.send<{ fields: object[] }>('POST', '/api/v1/training/courses', draw)).body.fields,
    ).toMatchObject([{ path: 'draw', code: 'course_draw_too_many' }]);
  });

  test('a lesson keeps its formatting and pictures of the organisation, and nothing that acts or loads from elsewhere', async () => {
    const file = `/api/v1/files/${randomUUID()}`;
    const html = `<p onclick="x()"><strong>Call</strong> first</p><img src="${file}" alt="plan" onerror="x()"><img src="https://elsewhere.example/p.png"><script>x()</script>`;
    const made = await staff.manager.send<Course>('POST', '/api/v1/training/courses', {
      name: { en: 'Safe' },
      lesson: { en: html, 'zh-CN': '<script>x()</script>' },
    });
    expect(made.body.lesson).toEqual({
      en: `<p><strong>Call</strong> first</p><img src="${file}" alt="plan" />`,
    });
  });
});

test('the numbers: pass rate by team, coverage of who was assigned; the file for managers; the card for other rooms', async () => {
  const desk = await team('数字组');
  const people = [await person([desk]), await person([desk]), await person([desk])];
  const row = await course({ attempts: 1, name: { en: 'Numbers', 'zh-CN': '数字' } });
  await assign(row.id, { teamIds: [desk] });
  for (const [index, { id }] of people.slice(0, 2).entries())
    await inOrg((tx) => takeCourseFor(tx, call(), { courseId: row.id, userId: id, pass: index === 0 }));
  await t.settle();
  const number = async (metric: string) =>
    (
      await staff.manager.send<{ series: { total: { value: number } }[] }>('POST', '/api/v1/metrics/query', {
        metric,
        range: { from: '2026-03-02', to: '2026-03-02' },
        grain: 'day',
        filters: { team: [desk] },
      })
    ).body.series[0]?.total.value;
  expect(await number('training.passRate')).toBe(0.5);
  expect(await number('training.coverage')).toBeCloseTo(1 / 3, 12);
  const file = await staff.manager.send<string>(
    'GET',
    `/api/v1/training/assignments/export?courseId=${row.id}`,
  );
  expect(file.headers['content-disposition']).toContain('training.csv');
  expect(file.body).toContain('Numbers');
  expect(file.body).toContain('No attempt left');
  expect(String(file.body).trim().split('\r\n')).toHaveLength(4);
  const cards = await inOrg((tx) =>
    t.services.records.get('course')!.cards(tx, staff.manager.actor, [row.id, randomUUID()]),
  );
  expect([...cards.values()]).toEqual([
    { title: 'Numbers', status: '1 of 3 passed', tone: 'neutral', path: `/training/courses/${row.id}` },
  ]);
  const stranger = await person([]);
  const none = await inOrg((tx) =>
    t.services.records.get('course')!.cards(tx, stranger.client.actor, [row.id]),
  );
  expect(none.size).toBe(0);
});
