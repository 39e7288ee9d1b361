import { randomUUID } from 'node:crypto';
import {
  type BuiltInRole,
  type CourseInput,
  courseInput,
  type MyCourse,
  procedureInput,
  procedurePublished,
  procedureRetired,
  type QuestionContent,
  questionInput,
  type TicketKind,
  type TrainingAssignment,
} from '@jingyun/contracts';
import { sql } from 'kysely';
import { beforeAll } from 'vitest';
import type { z } from 'zod';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import type { TestClient, TestProduct } from '../../testing/use-product.ts';
import { addUser } from '../people/index.ts';
import { insertBuiltInRoles } from '../people/role.repo.ts';
import {
  approve,
  createProcedure,
  publishVersion,
  submitVersion,
  type VersionRow,
} from '../procedures/index.ts';
import { makeTeam } from '../tickets/ticket.factory.ts';
import { createCourse } from './save-course.ts';
import { createQuestion } from './save-question.ts';
import { sweepTraining } from './sweep-training.ts';

const options = ['a', 'b', 'c'].map((id) => ({ id, label: { 'zh-CN': `选项 ${id}`, en: `Option ${id}` } }));

/** One question of each kind. */
export const questions: readonly z.input<typeof questionInput>['content'][] = [
  { kind: 'single', title: { 'zh-CN': '先做什么', en: 'What comes first?' }, options, right: ['b'] },
  {
    kind: 'multiple',
    title: { en: 'Which two?' },
    options,
    right: ['a', 'c'],
    explanation: { en: 'Both are written down.' },
  },
  { kind: 'trueFalse', title: { en: 'Is a hand-over told to the customer?' }, right: true },
  { kind: 'text', title: { en: 'Within how many minutes?' }, right: ['30 minutes', '30 分钟'] },
];

/** What tests of training do over and over: people, courses, publications, and what was written. */
export function classroom(t: TestProduct) {
  const inOrg = <T>(work: (tx: Tx) => Promise<T>) => t.db.inOrg(work);
  const call = () => ({ ...t.db.call(), now: t.services.clock() });

  /** Who answers for training, with an account. */
  const staff = {} as { manager: TestClient; trainer: TestClient };
  beforeAll(async () => {
    await inOrg(insertBuiltInRoles);
    staff.manager = (await person([], 'manager')).client;
    staff.trainer = (await person([], 'trainer')).client;
  });
  /** Ten in the morning in Shanghai, some days after Monday, 2 March 2026. */
  const onDay = (days: number) =>
    t.setNow(
      Temporal.Instant.from('2026-03-02T02:00:00Z')
        .add({ hours: 24 * days })
        .toString(),
    );

  const team = (name: string = randomUUID()) => inOrg((tx) => makeTeam(tx, name));
  /** A person, and a client that is signed in as that person. */
  const person = async (teamIds: readonly string[], role: BuiltInRole = 'agent') => {
    const id = await inOrg((tx) =>
      addUser(tx, call(), {
        name: `学员 ${randomUUID().slice(0, 4)}`,
        email: `${randomUUID()}@example.com`,
        locale: 'en',
        role,
        teams: teamIds.map((teamId) => ({ teamId, lead: role === 'teamLead' })),
      }),
    );
    return { id, client: t.as(role, { id, teamIds: [...teamIds], locale: 'en' }) };
  };

  const bank = (procedureId: string | null = null, contents = questions) =>
    inOrg(async (tx) => {
      const ids: string[] = [];
      for (const content of contents)
        ids.push((await createQuestion(tx, call(), questionInput.parse({ content, procedureId }))).id);
      return ids;
    });
  const course = async (over: Partial<z.input<typeof courseInput>> = {}) => {
    const questionIds = over.questionIds ?? (await bank());
    const input: CourseInput = courseInput.parse({ name: { en: 'Hand-over' }, ...over, questionIds });
    return inOrg((tx) => createCourse(tx, call(), input));
  };

  /** A version is published; what follows is done. @returns the event's id */
  const publish = async (over: Partial<z.input<typeof procedurePublished.data>> = {}) => {
    const data = {
      procedureId: randomUUID(),
      versionId: randomUUID(),
      number: 1,
      name: '交接流程',
      teamIds: [],
      roles: ['agent' as const],
      inForceFrom: '2026-03-09',
      change: '交接前先给客户打电话。\n记录预约时间。',
      steps: 3,
      ...over,
    };
    const [event] = await inOrg((tx) =>
      appendEvents(tx, [
        {
          definition: procedurePublished,
          data: procedurePublished.data.parse(data),
          subject: { type: 'procedureVersion', id: data.versionId },
          actor: { type: 'system', id: null },
          occurredAt: t.services.clock(),
        },
      ]),
    );
    await t.settle();
    return { ...data, eventId: event!.id };
  };

  const retire = async (over: { procedureId: string; versionId: string; on: string }) => {
    await inOrg((tx) =>
      appendEvents(tx, [
        {
          definition: procedureRetired,
          data: { number: 1, name: '交接流程', ...over },
          subject: { type: 'procedureVersion', id: over.versionId },
          actor: { type: 'system', id: null },
          occurredAt: t.services.clock(),
        },
      ]),
    );
    await t.settle();
  };

  const events = async <Data = Record<string, unknown>>(type: string, courseId: string) =>
    (
      await inOrg((tx) =>
        sql<{ id: string; causation_id: string | null; data: Data }>`
          select id, causation_id, data from events
          where org_id = ${tx.orgId} and type = ${type} and subject_id = ${courseId} order by id`.execute(
          tx.db,
        ),
      )
    ).rows;
  const mails = async () =>
    (
      await inOrg((tx) =>
        sql<{ recipient: string; subject: string; plain: string }>`
          select recipient, subject, plain from mails where org_id = ${tx.orgId} order by created_at, id`.execute(
          tx.db,
        ),
      )
    ).rows;

  const open = (client: TestClient, courseId: string) =>
    client.send<Attempt>('POST', `/api/v1/training/mine/${courseId}/attempts`);
  const handIn = (client: TestClient, attemptId: string, answers: unknown) =>
    client.send<Attempt & { code?: string; fields?: { path: string; code: string }[] }>(
      'POST',
      `/api/v1/training/attempts/${attemptId}/answers`,
      { answers },
    );
  const assign = (courseId: string, body: object, client = staff.manager) =>
    client.send<{ assigned?: number; code?: string }>(
      'POST',
      `/api/v1/training/courses/${courseId}/assignments`,
      body,
    );
  const mine = async (client: TestClient) =>
    (await client.send<{ data: MyCourse[] }>('GET', '/api/v1/training/mine')).body.data;
  const assignmentsOf = async (search: string, client = staff.manager) =>
    (await client.send<{ data: TrainingAssignment[] }>('GET', `/api/v1/training/assignments?${search}`)).body
      .data;
  const courseOf = async (versionId: string) =>
    (
      await staff.manager.send<{
        data: { id: string; name: object; status: string; questions: number; counts: object }[];
      }>('GET', `/api/v1/training/courses?versionId=${versionId}`)
    ).body.data[0]!;
  const sweep = () => sweepTraining(t.services, t.db.orgId, new AbortController().signal);
  return {
    staff,
    onDay,
    assign,
    mine,
    assignmentsOf,
    courseOf,
    sweep,
    inOrg,
    call,
    team,
    person,
    bank,
    course,
    publish,
    retire,
    events,
    mails,
    open,
    handIn,
  };
}

export interface Attempt {
  id: string;
  code?: string;
  number: number;
  score: number | null;
  of: number;
  passed: boolean | null;
  questions: { id: string; question: { kind: QuestionContent['kind'] } }[];
  results: { id: string; right: boolean; question: QuestionContent }[] | null;
}

/** All right answers to what `questions` ask, by kind. */
export function rightAnswers({ questions: asked }: Attempt): Record<string, unknown> {
  const right = { single: 'b', multiple: ['c', 'a'], trueFalse: true, text: ' ３０ Minutes' };
  return Object.fromEntries(asked.map(({ id, question }) => [id, right[question.kind]]));
}

/** A procedure for tickets of a kind, published for some teams from today on. */
export async function publishedProcedure(
  tx: Tx,
  call: Call,
  { kind, teamIds }: { kind: TicketKind; teamIds: string[] },
): Promise<VersionRow> {
  const step = { key: 'call', title: { en: 'Call first' } };
  const input = procedureInput.parse({
    code: `P-${randomUUID().slice(0, 8)}`,
    name: { en: `For ${kind}`, 'zh-CN': '投诉处理' },
    kind: 'sop',
    matching: { start: 'ticket', ticketKinds: [kind] },
    content: { locale: 'en', stages: [{ key: 'one', title: { en: 'One' }, steps: [step] }] },
  });
  const { draft } = await createProcedure(tx, call, input);
  await submitVersion(tx, call, draft.id, draft.version);
  await approve(tx, call, draft.id, draft.version + 1);
  const inForceFrom = call.now.toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString();
  return publishVersion(tx, call, draft.id, draft.version + 2, { inForceFrom, teamIds, roles: ['agent'] });
}
