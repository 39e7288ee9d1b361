import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { lockCourse, writeCourse } from './course.repo.ts';
import { tellSaved } from './save-course.ts';

/** Retires a course: it is taken no more, and who passed keeps the certification. @throws ServiceError not_found */
export async function retireCourse(tx: Tx, call: Call, id: string): Promise<void> {
  const before = await lockCourse(tx, id);
  const row = { ...before, retired: true, version: before.version + 1, updatedAt: call.now };
  await writeCourse(tx, row);
  await tellSaved(tx, call, before, row);
}
