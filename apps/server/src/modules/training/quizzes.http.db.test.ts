import { randomUUID } from 'node:crypto';
import type { Course, QuizAttempt } from '@jingyun/contracts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { useProduct } from '../../testing/use-product.ts';
import { classroom, questions, rightAnswers } from './training.testing.ts';

const t = useProduct();
const {
  inOrg,
  team,
  person,
  bank,
  course,
  events,
  open,
  handIn,
  staff,
  assign,
  mine,
  assignmentsOf,
  sweep,
  onDay,
} = classroom(t);
beforeEach(() => onDay(0));

describe('questions', () => {
  test('without a right answer are refused with what to do, and nothing is kept', async () => {
    const refused = await staff.trainer.send<{
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
    const list = await staff.trainer.send<{ data: unknown[] }>(
      'GET',
      '/api/v1/training/questions?tag=unanswerable',
    );
    expect(list.body.data).toEqual([]);
  });

  test('are edited only from their present version, found by what they ask, and closed to who takes quizzes', async () => {
    const made = await staff.trainer.send<{ id: string; version: number }>(
      'POST',
      '/api/v1/training/questions',
      {
        content: { ...questions[2], title: { 'zh-CN': '独角兽会飞吗' } },
      },
    );
    const path = `/api/v1/training/questions/${made.body.id}`;
    const change = { content: questions[2], active: false };
    expect((await staff.trainer.send('PUT', path, change, { 'if-match': '"1"' })).status).toBe(200);
    expect((await staff.trainer.send('PUT', path, change, { 'if-match': '"1"' })).body).toMatchObject({
      code: 'version_conflict',
    });
    expect((await t.as('agent').send('GET', path)).status).toBe(403);
    expect((await t.as('analyst').send('GET', path)).status).toBe(403);
    const found = (search: string) =>
      staff.trainer.send<{ data: { id: string }[] }>('GET', `/api/v1/training/questions?${search}`);
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
    expect(sent).not.toContain('30 minutes');
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
    const before = await staff.manager.send<Course>('GET', `/api/v1/training/courses/${row.id}`);
    const { name, lesson } = before.body;
    await staff.manager.send(
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
