import { trainingWords } from '@jingyun/contracts';
import { type Call, eventActor } from '../../platform/actor.ts';
import type { AppendedEvent } from '../../platform/events/append-events.ts';
import type { CourseRow } from './course.repo.ts';

/** What every event about a course says of it. */
export function ofCourse({ id, name, procedure }: Pick<CourseRow, 'id' | 'name' | 'procedure'>) {
  return { courseId: id, courseName: trainingWords(name, 'zh-CN'), versionId: procedure?.versionId ?? null };
}

/** Who tells an event about a course, when, and why. */
export function toldOf(call: Call, courseId: string, cause: AppendedEvent | null | undefined) {
  return {
    subject: { type: 'course', id: courseId },
    actor: eventActor(call.actor),
    occurredAt: call.now,
    cause: cause ?? undefined,
  };
}
