import { randomUUID } from 'node:crypto';
import type { Course, MyCourse, QuizAttempt, TrainingAssignment, TrainingCoverage } from '@jingyun/contracts';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestClient, useProduct } from '../../testing/use-product.ts';
import { makeTicket } from '../tickets/ticket.factory.ts';
import { takeCourseFor, uncertified } from './index.ts';
import { sweepTraining } from './sweep-training.ts';
import { classroom, publishedProcedure, questions, rightAnswers } from './training.testing.ts';

const t = useProduct();
const { inOrg, call, team, person, bank, course, publish, retire, events, mails, open, handIn } =
  classroom(t);
/** Ten in the morning in Shanghai, some days after Monday, 2 March 2026. */
const onDay = (days: number) =>
  t.setNow(
    Temporal.Instant.from('2026-03-02T02:00:00Z')
      .add({ hours: 24 * days })
      .toString(),
  );
beforeEach(() => onDay(0));
let manager: TestClient;
let trainer: TestClient;
beforeAll(async () => {
  manager = (await person([], 'manager')).client;
  trainer = (await person([], 'trainer')).client;
});

const assign = (courseId: string, body: object, client = manager) =>
  client.send<{ assigned?: number; code?: string }>(
    'POST',
    `/api/v1/training/courses/${courseId}/assignments`,
    body,
  );
const mine = async (client: ReturnType<typeof t.as>) =>
  (await client.send<{ data: MyCourse[] }>('GET', '/api/v1/training/mine')).body.data;
const assignmentsOf = async (search: string, client = manager) =>
  (await client.send<{ data: TrainingAssignment[] }>('GET', `/api/v1/training/assignments?${search}`)).body
    .data;
const courseOf = async (versionId: string) =>
  (
    await manager.send<{ data: { id: string; status: string; questions: number; counts: object }[] }>(
      'GET',
      `/api/v1/training/courses?versionId=${versionId}`,
    )
  ).body.data[0]!;
const sweep = () => sweepTraining(t.services, t.db.orgId, new AbortController().signal);

describe('questions', () => {
  test('without a right answer are refused with what to do, and nothing is kept', async () => {
    const refused = await trainer.send<{
      code: string;
      fields: { path: string; code: string; message: string }[];
    }>('POST', '/api/v1/training/questions', {
      content: { ...questions[0], right: [] },
      tags: ['unanswerable'],
    });
    expect(refused.status).toBe(422);
    expect(refused.body.fields).toMatchObject([
      { path: 'content.right', code: 'question_without_right_answer' },
    ]);
    expect(refused.body.fields[0]!.message).toContain('Mark at least one');
    const list = await trainer.send<{ data: unknown[] }>(
      'GET',
      '/api/v1/training/questions?tag=unanswerable',
    );
    expect(list.body.data).toEqual([]);
  });

  test('are edited only from their present version, found by what they ask, and closed to who takes quizzes', async () => {
    const made = await trainer.send<{ id: string; version: number }>('POST', '/api/v1/training/questions', {
      content: { ...questions[2], title: { 'zh-CN': '独角兽会飞吗' } },
    });
    const path = `/api/v1/training/questions/${made.body.id}`;
    const change = { content: questions[2], active: false };
    expect((await trainer.send('PUT', path, change, { 'if-match': '"1"' })).status).toBe(200);
    expect((await trainer.send('PUT', path, change, { 'if-match': '"1"' })).body).toMatchObject({
      code: 'version_conflict',
    });
    expect((await t.as('agent').send('GET', path)).status).toBe(403);
    expect((await t.as('analyst').send('GET', path)).status).toBe(403);
    const found = (search: string) =>
      trainer.send<{ data: { id: string }[] }>('GET', `/api/v1/training/questions?${search}`);
    expect(
      (await found(`search=${encodeURIComponent('HAND-OVER TOLD')}&active=false`)).body.data,
    ).toMatchObject([{ id: made.body.id }]);
  });
});

describe('a quiz', () => {
  const taken = async (over: Parameters<typeof course>[0] = {}) => {
    const row = await course(over);
    const one = await person([await team()]);
    expect((await assign(row.id, { userIds: [one.id] })).body).toEqual({ assigned: 1 });
    return { row, ...one };
  };

  test('does not say what is right before it is handed in, and does afterwards, with why', async () => {
    const { row, client } = await taken();
    const attempt = (await open(client, row.id)).body;
    const sent = JSON.stringify(attempt);
    expect(sent).not.toContain('"right"');
    expect(sent).not.toContain('30');
    expect(sent).not.toContain('Both are written down');
    expect(JSON.stringify((await client.send('GET', `/api/v1/training/mine/${row.id}`)).body)).not.toContain(
      '"right"',
    );
    expect(
      JSON.stringify((await client.send('GET', `/api/v1/training/attempts/${attempt.id}`)).body),
    ).not.toContain('"right"');
    const result = (await handIn(client, attempt.id, rightAnswers(attempt))).body;
    expect(result).toMatchObject({ score: 4, of: 4, passed: true });
    expect(result.results!.every(({ right }) => right)).toBe(true);
    expect(JSON.stringify(result)).toContain('Both are written down');
    expect(await mine(client)).toMatchObject([{ id: row.id, state: 'passed', best: 1, attemptsUsed: 1 }]);
  });

  test('is told from the assignment to the certification, each caused by the one before', async () => {
    const { row, id, client } = await taken({ validDays: 30 });
    const attempt = (await open(client, row.id)).body;
    await handIn(client, attempt.id, rightAnswers(attempt));
    const [assigned] = await events('training.assigned', row.id);
    const [attempted] = await events('quiz.attempted', row.id);
    const [granted] = await events('certification.granted', row.id);
    expect(assigned).toMatchObject({ data: { userIds: [id], dueOn: '2026-03-09', versionId: null } });
    expect(attempted).toMatchObject({
      causation_id: assigned!.id,
      data: { userId: id, score: 4, of: 4, passed: true, attempt: 1 },
    });
    expect(granted).toMatchObject({ causation_id: attempted!.id, data: { userId: id, until: '2026-04-01' } });
  });

  test('asks what it asked when it was opened, whatever becomes of the bank and the course', async () => {
    const { row, client } = await taken();
    const attempt = (await open(client, row.id)).body;
    const other = await bank(null, [
      { ...questions[2]!, title: { en: 'Another?' } } as (typeof questions)[0],
    ]);
    const before = await manager.send<Course>('GET', `/api/v1/training/courses/${row.id}`);
    const { name, lesson } = before.body;
    await manager.send(
      'PUT',
      `/api/v1/training/courses/${row.id}`,
      { name, lesson, questionIds: other },
      { 'if-match': `"${before.body.version}"` },
    );
    const again = (await open(client, row.id)).body;
    expect(again.id).toBe(attempt.id);
    expect(again.questions).toEqual(attempt.questions);
    expect((await handIn(client, attempt.id, rightAnswers(attempt))).body.passed).toBe(true);
    const kept = await client.send<QuizAttempt>('GET', `/api/v1/training/attempts/${attempt.id}`);
    expect(kept.body.results).toHaveLength(4);
    await expect(
      inOrg((tx) =>
        sql`update training_attempts set questions = '[]' where org_id = ${tx.orgId}`.execute(tx.db),
      ),
    ).rejects.toThrow(/permission denied/);
  });

  test('refuses what does not belong to it and stays open', async () => {
    const { row, client } = await taken();
    const attempt = (await open(client, row.id)).body;
    const [first] = attempt.questions;
    const foreign = await handIn(client, attempt.id, { [randomUUID()]: 'b' });
    expect(foreign.status).toBe(422);
    expect(foreign.body.fields).toMatchObject([{ code: 'quiz_unknown_question' }]);
    expect((await handIn(client, attempt.id, { [first!.id]: 7 })).status).toBe(422);
    const single = attempt.questions.find(({ question }) => question.kind === 'single')!;
    expect((await handIn(client, attempt.id, { [single.id]: 'zz' })).body.fields).toMatchObject([
      { path: `answers.${single.id}`, code: 'quiz_unknown_option' },
    ]);
    expect((await handIn((await person([])).client, attempt.id, {})).status).toBe(404);
    expect((await handIn(client, attempt.id, rightAnswers(attempt))).body).toMatchObject({ passed: true });
  });

  test('is handed in once, also by two hands at once', async () => {
    const { row, client } = await taken();
    const attempt = (await open(client, row.id)).body;
    const answers = rightAnswers(attempt);
    const both = await Promise.all([handIn(client, attempt.id, answers), handIn(client, attempt.id, {})]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)!.body).toMatchObject({ code: 'quiz_handed_in' });
    expect(await events('quiz.attempted', row.id)).toHaveLength(1);
    expect((await client.send('GET', `/api/v1/training/attempts/${attempt.id}`)).body).toMatchObject({
      score: both.find(({ status }) => status === 200)!.body.score,
    });
  });

  test('is handed in by many while the course is assigned to others, and nobody loses a result', async () => {
    const row = await course();
    const desk = await team();
    const people = await Promise.all(Array.from({ length: 6 }, () => person([desk])));
    await assign(row.id, { userIds: people.map(({ id }) => id) });
    const attempts = await Promise.all(people.map(async ({ client }) => (await open(client, row.id)).body));
    const answers = await Promise.all([
      ...people.map(({ client }, index) =>
        handIn(client, attempts[index]!.id, rightAnswers(attempts[index]!)),
      ),
      assign(row.id, { teamIds: [desk] }),
      sweep(),
    ]);
    expect(answers.slice(0, 6).map((one) => one?.status)).toEqual(people.map(() => 200));
    expect(await events('certification.granted', row.id)).toHaveLength(6);
    expect(await assignmentsOf(`courseId=${row.id}&state=passed`)).toHaveLength(6);
  });

  test('is opened as often as the course allows, until a manager assigns it anew', async () => {
    const { row, id, client } = await taken({ attempts: 2 });
    for (const number of [1, 2]) {
      const attempt = (await open(client, row.id)).body;
      expect((await handIn(client, attempt.id, {})).body).toMatchObject({ number, score: 0, passed: false });
    }
    const refused = await open(client, row.id);
    expect(refused).toMatchObject({ status: 409, body: { code: 'quiz_attempts_used' } });
    expect(await mine(client)).toMatchObject([{ state: 'failed', attemptsUsed: 2 }]);
    expect((await assign(row.id, { userIds: [id] })).body).toEqual({ assigned: 0 });
    expect((await assign(row.id, { userIds: [id], anew: true })).body).toEqual({ assigned: 1 });
    const attempt = (await open(client, row.id)).body;
    expect(attempt.number).toBe(3);
    await handIn(client, attempt.id, rightAnswers(attempt));
    expect((await open(client, row.id)).body).toMatchObject({ code: 'quiz_passed_already' });
  });

  test('cannot be taken by those whom the course is not assigned to', async () => {
    const { row } = await taken();
    const { client } = await person([]);
    expect((await open(client, row.id)).status).toBe(404);
    expect((await client.send('GET', `/api/v1/training/mine/${row.id}`)).status).toBe(404);
    expect((await client.send('GET', `/api/v1/training/courses/${row.id}`)).status).toBe(403);
  });
});

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
    const { body } = await manager.send<Course>('GET', `/api/v1/training/courses/${id}`);
    const input = { name: body.name, lesson: body.lesson, questionIds: await bank() };
    const saved = await manager.send('PUT', `/api/v1/training/courses/${id}`, input, { 'if-match': '"1"' });
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
    const { body } = await manager.send<Course>('GET', `/api/v1/training/courses/${id}`);
    const input = { name: body.name, questionIds: body.questionIds, validDays: 10 };
    await manager.send('PUT', `/api/v1/training/courses/${id}`, input, { 'if-match': `"${body.version}"` });
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
    const { id: courseId } = await courseOf(pilot!.id);
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
    expect((await missing({ teamId: other }, manager)).body.versions).toEqual([]);
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
    await manager.send('PUT', `/api/v1/training/courses/${row.id}`, input, { 'if-match': '"1"' });
    expect((await open(client, row.id)).body).toMatchObject({ code: 'course_retired' });
    expect((await assign(row.id, { userIds: [id], anew: true })).body).toMatchObject({
      code: 'course_retired',
    });
    expect(await mine(client)).toEqual([]);
  });
});

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
    expect(await coverage(manager)).toMatchObject({
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
    expect((await coverage(manager)).total).toEqual({ assigned: 2, passed: 1, overdue: 1 });
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
    expect(await of(`courseId=${row.id}&state=inForce`, manager)).toHaveLength(2);
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
    expect((await manager.send('POST', '/api/v1/training/courses', bad)).body).toMatchObject({
      code: 'course_questions_unknown',
    });
    const draw = { name: { en: 'x' }, questionIds: row.questionIds, draw: 9 };
    expect(
      (await manager.send<{ fields: object[] }>('POST', '/api/v1/training/courses', draw)).body.fields,
    ).toMatchObject([{ path: 'draw', code: 'course_draw_too_many' }]);
  });

  test('a lesson keeps its formatting and pictures of the organisation, and nothing that acts or loads from elsewhere', async () => {
    const file = `/api/v1/files/${randomUUID()}`;
    const html = `<p onclick="x()"><strong>Call</strong> first</p><img src="${file}" alt="plan" onerror="x()"><img src="https://elsewhere.example/p.png"><script>x()</script>`;
    const made = await manager.send<Course>('POST', '/api/v1/training/courses', {
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
      await manager.send<{ series: { total: { value: number } }[] }>('POST', '/api/v1/metrics/query', {
        metric,
        range: { from: '2026-03-02', to: '2026-03-02' },
        grain: 'day',
        filters: { team: [desk] },
      })
    ).body.series[0]?.total.value;
  expect(await number('training.passRate')).toBe(0.5);
  expect(await number('training.coverage')).toBeCloseTo(1 / 3, 12);
  const file = await manager.send<string>('GET', `/api/v1/training/assignments/export?courseId=${row.id}`);
  expect(file.headers['content-disposition']).toContain('training.csv');
  expect(file.body).toContain('Numbers');
  expect(file.body).toContain('No attempt left');
  expect(String(file.body).trim().split('\r\n')).toHaveLength(4);
  const cards = await inOrg((tx) =>
    t.services.records.get('course')!.cards(tx, manager.actor, [row.id, randomUUID()]),
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
