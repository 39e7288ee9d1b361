import { certificationExpired, trainingReminded, trainingWords } from '@jingyun/contracts';
import { type Call, systemActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { type AppendedEvent, appendEvents } from '../../platform/events/append-events.ts';
import type { Services } from '../../platform/services.ts';
import { type Colleague, findColleagues, getOrganisation } from '../people/index.ts';
import { assignAudiences, assignPeople } from './assign-course.ts';
import { takeToRemind } from './assignment.repo.ts';
import { audiencesOf } from './audience.repo.ts';
import { takeExpired } from './certification.repo.ts';
import { coursesByIds, coursesToRetire, lockCourse, readSettings } from './course.repo.ts';
import { retireCourse } from './retire-course.ts';
import { localDay } from './training.days.ts';
import { ofCourse, toldOf } from './training.events.ts';
import { reminderMail } from './training.mail.ts';

export type SweepServices = Pick<Services, 'mail' | 'config'>;

/** Rows of one transaction: enough to be quick, few enough not to hold up anybody who takes a course. */
const batch = 200;

/** Retires courses, ends certifications, assigns what is missing to people who joined, reminds. Started by the clock. */
export async function sweepTraining(
  services: SweepServices & Pick<Services, 'database' | 'clock'>,
  orgId: string,
  signal: AbortSignal,
): Promise<void> {
  const call: Call = { actor: systemActor(orgId), now: services.clock() };
  const inOrg = <T>(work: (tx: Tx) => Promise<T>) => services.database.inOrg(orgId, work);
  const whole = async (work: (tx: Tx) => Promise<number>) => {
    for (let done = batch; done === batch && !signal.aborted; ) done = await inOrg(work);
  };
  await inOrg((tx) => retireCourses(tx, call));
  await whole((tx) => expireCertifications(tx, call));
  const courseIds = await inOrg(async (tx) => [
    ...new Set((await audiencesOf(tx, null)).map(({ courseId }) => courseId)),
  ]);
  for (const courseId of courseIds) {
    if (signal.aborted) return;
    await inOrg((tx) => assignMissing(tx, call, courseId));
  }
  for (const kind of ['before', 'overdue'] as const) await whole((tx) => remind(tx, call, services, kind));
}

/** Retires the courses of versions that are in force no more. */
export async function retireCourses(tx: Tx, call: Call): Promise<void> {
  for (const id of await coursesToRetire(tx, await localDay(tx, call.now))) await retireCourse(tx, call, id);
}

/** Assigns a course to those of its audiences who have it not: people who joined a team or a role since. */
export async function assignMissing(tx: Tx, call: Call, courseId: string): Promise<number> {
  return assignAudiences(tx, call, await lockCourse(tx, courseId));
}

/**
 * Ends certifications whose last day is over, and assigns their courses anew to those who still work here.
 * @returns how many were ended
 */
export async function expireCertifications(tx: Tx, call: Call): Promise<number> {
  const today = await localDay(tx, call.now);
  const expired = await takeExpired(tx, today, call.now, batch);
  if (expired.length === 0) return 0;
  const ids = expired.map(({ userId }) => userId);
  const people = new Map((await findColleagues(tx, ids)).map((one) => [one.id, one]));
  const courses = await coursesByIds(
    tx,
    expired.map(({ courseId }) => courseId),
  );
  const again = new Map<string, { people: Colleague[]; cause: AppendedEvent }>();
  for (const { id, courseId, userId, until, event: cause } of expired) {
    const course = courses.get(courseId);
    if (course === undefined || until === null) continue;
    const person = people.get(userId);
    const teamIds = person?.teamIds ?? [];
    const [event] = await appendEvents(tx, [
      {
        ...toldOf(call, courseId, cause),
        definition: certificationExpired,
        data: { ...ofCourse(course), certificationId: id, userId, teamIds, until },
      },
    ]);
    if (event === undefined || person === undefined || course.status !== 'ready') continue;
    again.set(courseId, { people: [...(again.get(courseId)?.people ?? []), person], cause: event });
  }
  for (const [courseId, { people: those, cause }] of again)
    await assignPeople(tx, call, await lockCourse(tx, courseId), those, { anew: true }, cause);
  return expired.length;
}

/** Reminds people by mail, each once of the same. @returns how many assignments were looked at */
export async function remind(
  tx: Tx,
  call: Call,
  services: SweepServices,
  kind: 'before' | 'overdue',
): Promise<number> {
  const { remindBeforeDays: days } = await readSettings(tx);
  if (kind === 'before' && days === 0) return 0;
  const today = await localDay(tx, call.now);
  const due = await takeToRemind(tx, { kind, today, days, now: call.now }, batch);
  if (due.length === 0) return 0;
  const { name: organisation } = await getOrganisation(tx);
  const courses = await coursesByIds(
    tx,
    due.map(({ courseId }) => courseId),
  );
  const people = new Map(
    (
      await findColleagues(
        tx,
        due.map(({ userId }) => userId),
      )
    ).map((one) => [one.id, one]),
  );
  for (const { courseId, userId, dueOn } of due) {
    const course = courses.get(courseId);
    const person = people.get(userId);
    if (course === undefined || person === undefined || person.email === null) continue;
    const link = new URL(`/training/${courseId}`, services.config.publicUrl).href;
    const { email: to, locale } = person;
    const about = { kind, to, locale, organisation, course: trainingWords(course.name, locale), dueOn, link };
    await services.mail.send(tx, reminderMail(about));
    await appendEvents(tx, [
      {
        ...toldOf(call, courseId, course.assigned),
        definition: trainingReminded,
        data: { ...ofCourse(course), userId, dueOn, kind },
      },
    ]);
  }
  return due.length;
}
