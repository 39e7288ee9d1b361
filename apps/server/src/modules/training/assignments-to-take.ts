import type { Tx } from '../../platform/database/transaction.ts';
import { type AssignmentKey, type AssignmentRow, listAssignments } from './assignment.repo.ts';
import { localDay } from './training.days.ts';

/** Rows that one query takes. */
const page = 500;

/** What some people have still to take, on time or overdue; what they have failed for good is left out. */
export async function assignmentsToTake(
  tx: Tx,
  now: Temporal.Instant,
  userIds: readonly string[],
): Promise<Pick<AssignmentRow, 'courseId' | 'userId' | 'dueOn'>[]> {
  const today = await localDay(tx, now);
  const found: AssignmentRow[] = [];
  for (let after: AssignmentKey | null = null; ; ) {
    const rows: AssignmentRow[] = await listAssignments(tx, today, { userIds }, after, page);
    found.push(...rows.slice(0, page).filter(({ state }) => state === 'open' || state === 'overdue'));
    const last: AssignmentRow | undefined = rows[page - 1];
    if (rows.length <= page || last === undefined) return found;
    after = [last.dueOn, last.courseId, last.userId];
  }
}
