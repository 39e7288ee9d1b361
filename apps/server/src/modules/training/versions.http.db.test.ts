import { randomUUID } from 'node:crypto';
import type { Course } from '@jingyun/contracts';
import { beforeEach, describe, expect, test } from 'vitest';
import { useProduct } from '../../testing/use-product.ts';
import { makeTicket } from '../tickets/ticket.factory.ts';
import { takeCourseFor, uncertified } from './index.ts';
import { classroom, publishedProcedure } from './training.testing.ts';

const t = useProduct();
const {
  inOrg,
  call,
  team,
  person,
  bank,
  course,
  publish,
  retire,
  events,
  open,
  onDay,
  staff,
  assign,
  mine,
  courseOf,
  sweep,
} = classroom(t);
beforeEach(() => onDay(0));

describe('a published version', () => {
  test('is assigned to the named roles of the named teams, told as caused by its publication', async () => {
    const [pilot, other] = [await team(), await team()];
    const agent = await person([pilot]);
    const lead = await person([pilot], 'teamLead');
    const elsewhere = await person([other]);
    const procedureId = randomUUID();
    await bank(procedureId);
    const version = await publish({ procedureId, teamIds: [pilot] });
    const { id, status, questions: asked } = await courseOf(version.versionId);
    expect({ status, asked }).toEqual({ status: 'ready', asked: 4 });
    const [assigned] = await events<{ userIds: string[]; dueOn: string }>('training.assigned', id);
    expect(assigned).toMatchObject({
      causation_id: version.eventId,
      data: { userIds: [agent.id], dueOn: '2026-03-09' },
    });
    expect(await mine(agent.client)).toMatchObject([{ id, state: 'open', procedure: { number: 1 } }]);
    expect((await agent.client.send('GET', `/api/v1/training/mine/${id}`)).body).toMatchObject({
      lesson: { 'zh-CN': '<p>交接前先给客户打电话。</p><p>记录预约时间。</p>' },
    });
    expect([...(await mine(lead.client)), ...(await mine(elsewhere.client))]).toEqual([]);

    // Published more widely: the same course for the others, and nothing new for those who have it.
    const { eventId: _event, ...same } = version;
    const wider = await publish({ ...same, teamIds: [] });
    expect((await courseOf(version.versionId)).id).toBe(id);
    const all = await events<{ userIds: string[] }>('training.assigned', id);
    expect(all).toHaveLength(2);
    expect(all[1]).toMatchObject({ causation_id: wider.eventId });
    expect(all[1]!.data.userIds).toContain(elsewhere.id);
    expect(all[1]!.data.userIds).not.toContain(agent.id);
  });

  test('without questions waits for some, says so on the list, and is assigned once it has them', async () => {
    const pilot = await team();
    const agent = await person([pilot]);
    const version = await publish({ teamIds: [pilot] });
    const { id, status } = await courseOf(version.versionId);
    expect(status).toBe('needsQuestions');
    expect(await mine(agent.client)).toEqual([]);
    expect((await assign(id, { userIds: [agent.id] })).body).toMatchObject({
      code: 'course_needs_questions',
    });
    const { body } = await staff.manager.send<Course>('GET', `/api/v1/training/courses/${id}`);
    const input = { name: body.name, lesson: body.lesson, questionIds: await bank() };
    const saved = await staff.manager.send('PUT', `/api/v1/training/courses/${id}`, input, {
      'if-match': '"1"',
    });
    expect(saved.body).toMatchObject({ status: 'ready', counts: { assigned: 1 } });
    expect(await mine(agent.client)).toMatchObject([{ id }]);
    expect((await events('training.assigned', id))[0]).toMatchObject({ causation_id: version.eventId });
  });

  test('asks what the version before asked, and takes back what of that was not passed', async () => {
    const pilot = await team();
    const [passed, waiting] = [await person([pilot]), await person([pilot])];
    const procedureId = randomUUID();
    await bank(procedureId);
    const first = await publish({ procedureId, teamIds: [pilot] });
    const one = await courseOf(first.versionId);
    await inOrg((tx) => takeCourseFor(tx, call(), { courseId: one.id, userId: passed.id, pass: true }));
    const second = await publish({ procedureId, teamIds: [pilot], number: 2 });
    const two = await courseOf(second.versionId);
    expect(two.questions).toBe(4);
    expect((await mine(waiting.client)).map(({ id }) => id)).toEqual([two.id]);
    expect((await mine(passed.client)).map(({ id, state }) => [id, state])).toEqual([
      [two.id, 'open'],
      [one.id, 'passed'],
    ]);
    const [withdrawn] = await events('training.withdrawn', one.id);
    expect(withdrawn!.data).toMatchObject({ userIds: [waiting.id] });
  });

  test('goes to those who join the team later, once, when the clock comes round', async () => {
    const pilot = await team();
    const procedureId = randomUUID();
    await bank(procedureId);
    const version = await publish({ procedureId, teamIds: [pilot] });
    const { id } = await courseOf(version.versionId);
    onDay(3);
    const newcomer = await person([pilot]);
    await sweep();
    await sweep();
    expect(await mine(newcomer.client)).toContainEqual(expect.objectContaining({ id, dueOn: '2026-03-12' }));
    const assigned = await events('training.assigned', id);
    expect(assigned).toMatchObject([{ causation_id: version.eventId, data: { userIds: [newcomer.id] } }]);
  });

  test('makes who is not certified for it known, until they are and after it expires', async () => {
    const pilot = await team();
    const [one, two] = [await person([pilot]), await person([pilot])];
    const procedureId = randomUUID();
    await bank(procedureId);
    const { versionId } = await publish({ procedureId, teamIds: [pilot] });
    const { id } = await courseOf(versionId);
    const missing = async () => {
      const ids = [one.id, two.id];
      const path = `/api/v1/training/certified?userIds=${ids.join(',')}&versionId=${versionId}`;
      const { body } = await one.client.send<{ versions: { uncertified: string[] }[] }>('GET', path);
      const direct = await inOrg((tx) => uncertified(tx, t.services.clock(), ids, [versionId]));
      expect(body.versions).toEqual(direct);
      return body.versions.flatMap((version) => version.uncertified);
    };
    expect(await missing()).toEqual([one.id, two.id]);
    const { body } = await staff.manager.send<Course>('GET', `/api/v1/training/courses/${id}`);
    const input = { name: body.name, questionIds: body.questionIds, validDays: 10 };
    await staff.manager.send('PUT', `/api/v1/training/courses/${id}`, input, {
      'if-match': `"${body.version}"`,
    });
    await inOrg((tx) => takeCourseFor(tx, call(), { courseId: id, userId: one.id, pass: true }));
    await inOrg((tx) => takeCourseFor(tx, call(), { courseId: id, userId: two.id, pass: false }));
    expect(await missing()).toEqual([two.id]);
    onDay(10);
    await sweep();
    expect(await missing()).toEqual([two.id]);
    onDay(11);
    expect(await missing()).toEqual([one.id, two.id]);
    await sweep();
    await sweep();
    const [granted] = await events('certification.granted', id);
    const expired = await events('certification.expired', id);
    expect(expired).toMatchObject([
      { causation_id: granted!.id, data: { userId: one.id, until: '2026-03-12', teamIds: [pilot] } },
    ]);
    // Who still works here is to take it again, and may.
    expect(await mine(one.client)).toContainEqual(
      expect.objectContaining({ id, state: 'open', attemptsUsed: 0, dueOn: '2026-03-20' }),
    );
    expect((await events('training.assigned', id)).at(-1)).toMatchObject({ causation_id: expired[0]!.id });
    expect((await open(one.client, id)).status).toBe(201);
  });

  test('of what is in force on a ticket: who is not certified is known to those who may see the ticket', async () => {
    const [desk, other] = [await team(), await team()];
    const [one, two] = [await person([desk]), await person([desk])];
    const [pilot, all] = await inOrg(async (tx) => [
      await publishedProcedure(tx, call(), { kind: 'complaint', teamIds: [desk] }),
      await publishedProcedure(tx, call(), { kind: 'request', teamIds: [] }),
    ]);
    await bank(pilot!.procedureId);
    await bank(all!.procedureId);
    await t.settle();
    const { id: courseId, name } = await courseOf(pilot!.id);
    expect(name).toEqual({ en: 'For complaint v1', 'zh-CN': '投诉处理 v1' });
    await inOrg((tx) => takeCourseFor(tx, call(), { courseId, userId: two.id, pass: true }));
    const missing = async (over: object, client = one.client) => {
      const ticket = await inOrg((tx) =>
        makeTicket(tx, call(), { kind: 'complaint', teamId: desk, ...over }),
      );
      const path = `/api/v1/training/certified?userIds=${one.id},${two.id}&ticketId=${ticket.id}`;
      return client.send<{ versions: { versionId: string; uncertified: string[] }[] }>('GET', path);
    };
    expect((await missing({})).body.versions).toMatchObject([
      { versionId: pilot!.id, uncertified: [one.id] },
    ]);
    // Of another kind another procedure, for another team none.
    expect((await missing({ kind: 'request' })).body.versions).toMatchObject([
      { versionId: all!.id, uncertified: [one.id, two.id] },
    ]);
    expect((await missing({ teamId: other }, staff.manager)).body.versions).toEqual([]);
    expect((await missing({ teamId: other })).status).toBe(404);
    const both = `userIds=${one.id}&ticketId=${randomUUID()}&versionId=${pilot!.id}`;
    expect((await one.client.send('GET', `/api/v1/training/certified?${both}`)).status).toBe(422);
  });

  test('that is retired from a day on is to be learnt until then', async () => {
    const pilot = await team();
    const agent = await person([pilot]);
    const procedureId = randomUUID();
    await bank(procedureId);
    const { versionId } = await publish({ procedureId, teamIds: [pilot] });
    const { id } = await courseOf(versionId);
    await retire({ procedureId, versionId, on: '2026-03-05' });
    await sweep();
    expect((await open(agent.client, id)).status).toBe(201);
    onDay(3);
    await sweep();
    expect(await courseOf(versionId)).toMatchObject({ status: 'retired' });
    expect(await mine(agent.client)).not.toContainEqual(expect.objectContaining({ id }));
  });

  test('that is retired is taken no more', async () => {
    const row = await course();
    const { id, client } = await person([await team()]);
    await assign(row.id, { userIds: [id] });
    const input = { name: row.name, questionIds: row.questionIds, retired: true };
    await staff.manager.send('PUT', `/api/v1/training/courses/${row.id}`, input, { 'if-match': '"1"' });
    expect((await open(client, row.id)).body).toMatchObject({ code: 'course_retired' });
    expect((await assign(row.id, { userIds: [id], anew: true })).body).toMatchObject({
      code: 'course_retired',
    });
    expect(await mine(client)).toEqual([]);
  });
});
