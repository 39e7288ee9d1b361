import { type CourseAssign, trainingAssigned, trainingWithdrawn } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { type AppendedEvent, appendEvents } from '../../platform/events/append-events.ts';
import { type Colleague, findColleagues, findTeamNames } from '../people/index.ts';
import { insertAssignments, withdrawEarlier } from './assignment.repo.ts';
import { audiencesOf, insertAudience } from './audience.repo.ts';
import { isOf, peopleByTeam } from './audience.rules.ts';
import { type CourseRow, coursesByIds, lockCourse, noteAssigned, readSettings } from './course.repo.ts';
import { addDays, localDay } from './training.days.ts';
import { ofCourse, toldOf } from './training.events.ts';
import { requireTeams } from './training.policy.ts';

/**
 * Assigns a course by hand: to people, and to the people of teams, those who join later too.
 *
 * @returns how many people it was assigned to; who had it already is not counted, unless it is assigned anew
 * @throws ServiceError forbidden, not_found, course_retired, course_needs_questions, training_due_past,
 *   training_out_of_scope, unknown_reference
 */
export async function assignCourse(tx: Tx, call: Call, id: string, input: CourseAssign): Promise<number> {
  authorise(call.actor, 'training.manage');
  const course = await lockCourse(tx, id);
  if (course.status === 'retired') throw new ServiceError('course_retired');
  if (course.status === 'needsQuestions') throw new ServiceError('course_needs_questions');
  const today = await localDay(tx, call.now);
  if (input.dueOn !== undefined && input.dueOn < today) throw new ServiceError('training_due_past');
  const teamIds = [...new Set(input.teamIds)];
  const userIds = new Set(input.userIds);
  if ((await findTeamNames(tx, teamIds)).size < teamIds.length) throw unknown('teamIds');
  const everybody = await findColleagues(tx);
  const named = everybody.filter((one) => userIds.has(one.id));
  if (named.length < userIds.size) throw unknown('userIds');
  requireTeams(call.actor, teamIds, named);
  const people =
    teamIds.length === 0
      ? named
      : everybody.filter((one) => userIds.has(one.id) || isOf({ teamIds, roles: [] }, one));
  if (teamIds.length > 0)
    await insertAudience(
      tx,
      { id: uuidv7(), courseId: id, teamIds, roles: [], source: 'hand', event: null },
      call.now,
    );
  return (await assignPeople(tx, call, course, people, input, call.cause)).length;
}

const unknown = (field: string) => new ServiceError('unknown_reference', { params: { field } });

/**
 * Assigns to everybody of the course's audiences who has it not yet: by the audience that names them first.
 * Nothing where the course cannot be taken.
 *
 * @param everybody the people, where they were read before
 * @returns how many people it was assigned to
 */
export async function assignAudiences(
  tx: Tx,
  call: Call,
  course: CourseRow,
  everybody?: readonly Colleague[],
): Promise<number> {
  if (course.status !== 'ready') return 0;
  const people = everybody ?? (await findColleagues(tx));
  let assigned = 0;
  for (const audience of await audiencesOf(tx, [course.id])) {
    const those = people.filter((one) => isOf(audience, one));
    assigned += (await assignPeople(tx, call, course, those, {}, audience.event ?? call.cause)).length;
  }
  return assigned;
}

/**
 * Assigns a course to people, with one event for all of them; what they have not passed of the procedure's earlier
 * versions is withdrawn.
 *
 * @param cause the publication that it answers, where there is one
 * @returns those to whom it was assigned
 */
export async function assignPeople(
  tx: Tx,
  call: Call,
  course: CourseRow,
  people: readonly Colleague[],
  { dueOn, anew = false }: { dueOn?: string | undefined; anew?: boolean },
  cause: AppendedEvent | null | undefined,
): Promise<Colleague[]> {
  const days = course.settings.dueDays ?? (await readSettings(tx)).dueDays;
  const due = dueOn ?? addDays(await localDay(tx, call.now), days);
  const ids = people.map(({ id }) => id);
  const assigned = new Set(
    await insertAssignments(tx, { courseId: course.id, dueOn: due, anew }, ids, call.now),
  );
  const those = people.filter(({ id }) => assigned.has(id));
  if (those.length === 0) return [];
  const [event] = await appendEvents(tx, [
    {
      ...toldOf(call, course.id, cause),
      definition: trainingAssigned,
      data: {
        ...ofCourse(course),
        userIds: those.map(({ id }) => id),
        dueOn: due,
        teams: peopleByTeam(those),
        anew,
      },
    },
  ]);
  if (event === undefined) return those;
  await noteAssigned(tx, course.id, event);
  if (course.procedure !== null) await withdraw(tx, call, course.procedure, those, event);
  return those;
}

async function withdraw(
  tx: Tx,
  call: Call,
  version: { procedureId: string; number: number },
  people: readonly Colleague[],
  cause: AppendedEvent,
): Promise<void> {
  const ids = people.map(({ id }) => id);
  const withdrawn = await withdrawEarlier(tx, version, ids, call.now);
  const courses = await coursesByIds(tx, [...withdrawn.keys()]);
  await appendEvents(
    tx,
    [...withdrawn].flatMap(([courseId, userIds]) => {
      const course = courses.get(courseId);
      if (course === undefined) return [];
      const data = { ...ofCourse(course), userIds };
      return [{ ...toldOf(call, courseId, cause), definition: trainingWithdrawn, data }];
    }),
  );
}
