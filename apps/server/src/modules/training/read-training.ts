import type {
  Certification,
  Course,
  CourseSummary,
  CoverageCounts,
  MyCourse,
  MyCourseDetail,
  QuizAttempt,
  TrainingAssignment,
  TrainingCoverage,
} from '@jingyun/contracts';
import { authorise, type Call, may } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { findColleagues, findTeamNames, findUserNames } from '../people/index.ts';
import {
  type AssignmentFilter,
  type AssignmentKey,
  type AssignmentRow,
  assignmentsOf,
  countByCourse,
  countByPerson,
  findAssignment,
  listAssignments,
} from './assignment.repo.ts';
import { type AttemptRow, attemptsOf, findAttempt } from './attempt.repo.ts';
import { audiencesOf } from './audience.repo.ts';
import type { CertificationRow } from './certification.repo.ts';
import { type CourseRow, coursesByIds, getCourse } from './course.repo.ts';
import { localDay } from './training.days.ts';
import { colleaguesInReach, reachOfReader, takerOf } from './training.policy.ts';
import {
  presentAssignment,
  presentAttempt,
  presentCertification,
  presentCourse,
  presentMine,
  presentSummary,
  presentTried,
} from './training.present.ts';

/** Courses as the API lists them, with how far those are whom the actor may see. */
export async function presentCourses(
  tx: Tx,
  { actor, now }: Call,
  rows: readonly CourseRow[],
): Promise<CourseSummary[]> {
  const ids = rows.map(({ id }) => id);
  const people = idsOf(await colleaguesInReach(tx, actor));
  const counts = await countByCourse(tx, await localDay(tx, now), ids, people);
  const names = await findUserNames(
    tx,
    rows.flatMap(({ ownerId }) => ownerId ?? []),
  );
  return rows.map((row) => presentSummary(row, counts.get(row.id), names));
}

export async function presentOne(tx: Tx, { actor, now }: Call, row: CourseRow): Promise<Course> {
  const people = idsOf(await colleaguesInReach(tx, actor));
  const counts = await countByCourse(tx, await localDay(tx, now), [row.id], people);
  const names = await findUserNames(tx, row.ownerId === null ? [] : [row.ownerId]);
  return presentCourse(row, counts.get(row.id), await audiencesOf(tx, [row.id]), names);
}

/** Who of the actor's reach, and of a team or one person where they are named. */
async function peopleAsked(
  tx: Tx,
  { actor }: Call,
  { userId, teamId }: { userId?: string | undefined; teamId?: string | undefined },
): Promise<string[]> {
  const reached = await colleaguesInReach(tx, actor);
  return idsOf(
    reached.filter(
      ({ id, teamIds }) =>
        (userId === undefined || id === userId) && (teamId === undefined || teamIds.includes(teamId)),
    ),
  );
}

const idsOf = (people: readonly { id: string }[]) => people.map(({ id }) => id);

/** A page of assignments in the actor's reach, one row more than asked for where there are further ones. */
export async function readAssignments(
  tx: Tx,
  call: Call,
  filter: Omit<AssignmentFilter, 'userIds'> & { userId?: string | undefined; teamId?: string | undefined },
  after: AssignmentKey | null,
  limit: number,
): Promise<AssignmentRow[]> {
  const { userId, teamId, ...rest } = filter;
  const userIds = await peopleAsked(tx, call, { userId, teamId });
  return listAssignments(tx, await localDay(tx, call.now), { ...rest, userIds }, after, limit);
}

export async function presentAssignments(
  tx: Tx,
  rows: readonly AssignmentRow[],
): Promise<TrainingAssignment[]> {
  const courses = await coursesByIds(tx, [...new Set(rows.map(({ courseId }) => courseId))]);
  const userIds = [...new Set(rows.map(({ userId }) => userId))];
  const names = await findUserNames(tx, userIds);
  const teamsOf = new Map((await findColleagues(tx, userIds)).map(({ id, teamIds }) => [id, teamIds]));
  const teamNames = await findTeamNames(tx, [...new Set([...teamsOf.values()].flat())]);
  return rows.flatMap((row) => {
    const course = courses.get(row.courseId);
    const teams = (teamsOf.get(row.userId) ?? []).map((id) => ({ id, name: teamNames.get(id) ?? '' }));
    return course === undefined ? [] : [presentAssignment(row, course, names, teams)];
  });
}

/** How far people are, in all and by team; who is in several teams counts in each, who is in none under none. */
export async function readCoverage(tx: Tx, call: Call, courseId: string | null): Promise<TrainingCoverage> {
  authorise(call.actor, 'training.read');
  const people = await colleaguesInReach(tx, call.actor);
  const counts = await countByPerson(tx, await localDay(tx, call.now), courseId, idsOf(people));
  const teamsOf = new Map(people.map((one) => [one.id, one.teamIds]));
  const total: CoverageCounts = { assigned: 0, passed: 0, overdue: 0 };
  const byTeam = new Map<string | null, CoverageCounts>();
  for (const [userId, given] of counts) {
    addTo(total, given);
    const teams = teamsOf.get(userId) ?? [];
    for (const team of teams.length === 0 ? [null] : teams) {
      const sum = byTeam.get(team) ?? { assigned: 0, passed: 0, overdue: 0 };
      addTo(sum, given);
      byTeam.set(team, sum);
    }
  }
  const names = await findTeamNames(
    tx,
    [...byTeam.keys()].filter((id) => id !== null),
  );
  const teams = [...byTeam].map(([id, sum]) => ({
    team: id === null ? null : { id, name: names.get(id) ?? '' },
    ...sum,
  }));
  teams.sort((a, b) => (a.team?.name ?? '\uffff').localeCompare(b.team?.name ?? '\uffff', call.actor.locale));
  return { total, teams };
}

function addTo(sum: CoverageCounts, more: CoverageCounts): void {
  sum.assigned += more.assigned;
  sum.passed += more.passed;
  sum.overdue += more.overdue;
}

/** The caller's own courses: what is to be done first. */
export async function readMine(tx: Tx, call: Call): Promise<MyCourse[]> {
  const rows = await assignmentsOf(tx, await localDay(tx, call.now), takerOf(call.actor));
  const courses = await coursesByIds(
    tx,
    rows.map(({ courseId }) => courseId),
  );
  return rows.flatMap((row) => {
    const course = courses.get(row.courseId);
    return course === undefined ? [] : [presentMine(row, course)];
  });
}

/** One of the caller's own courses, with its lesson and the attempts so far. @throws ServiceError not_found */
export async function readMyCourse(tx: Tx, call: Call, courseId: string): Promise<MyCourseDetail> {
  const userId = takerOf(call.actor);
  const row = await findAssignment(tx, await localDay(tx, call.now), courseId, userId);
  if (row === null || row.withdrawn) throw new ServiceError('not_found');
  const course = await getCourse(tx, courseId);
  const tried = await attemptsOf(tx, courseId, userId);
  return { ...presentMine(row, course), lesson: course.lesson, tried: tried.map(presentTried) };
}

/** An attempt: the caller's own, or one that was handed in by somebody in reach. @throws ServiceError not_found */
export async function readAttempt(tx: Tx, call: Call, id: string): Promise<QuizAttempt> {
  const attempt = await findAttempt(tx, id);
  if (attempt === null) throw new ServiceError('not_found');
  if (attempt.userId !== call.actor.id) {
    const reach = may(call.actor, 'training.read') ? await reachOfReader(tx, call.actor) : [];
    if (reach !== null && !reach.includes(attempt.userId)) throw new ServiceError('not_found');
  }
  return presentOneAttempt(tx, attempt);
}

export async function presentOneAttempt(tx: Tx, attempt: AttemptRow): Promise<QuizAttempt> {
  const names = await findUserNames(tx, [attempt.userId]);
  return presentAttempt(attempt, await getCourse(tx, attempt.courseId), names);
}

export async function presentCertifications(
  tx: Tx,
  { now }: Call,
  rows: readonly CertificationRow[],
): Promise<Certification[]> {
  const courses = await coursesByIds(
    tx,
    rows.map(({ courseId }) => courseId),
  );
  const names = await findUserNames(
    tx,
    rows.map(({ userId }) => userId),
  );
  const today = await localDay(tx, now);
  return rows.flatMap((row) => {
    const course = courses.get(row.courseId);
    return course === undefined ? [] : [presentCertification(row, course, names, today)];
  });
}
