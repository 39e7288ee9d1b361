import type { Course, CourseInput } from '@jingyun/contracts';

/** What can be saved of a course: the input that would make it as it is. */
export function inputOf(course: Course): CourseInput {
  const {
    name,
    lesson,
    questionIds,
    draw,
    shuffle,
    passMark,
    attempts,
    dueDays,
    validDays,
    ownerId,
    retired,
  } = course;
  return {
    name,
    lesson,
    questionIds,
    draw,
    shuffle,
    passMark,
    attempts,
    dueDays,
    validDays,
    ownerId,
    retired,
  };
}
