import { PassThrough, type Readable } from 'node:stream';
import { type AssignmentState, type TrainingAssignment, trainingWords, type Words } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { say } from '../../platform/i18n/server-words.ts';
import type { Services } from '../../platform/services.ts';
import { type Cell, writeCsv } from '../../platform/tabular/write-csv.ts';
import { writeXlsx } from '../../platform/tabular/write-xlsx.ts';
import type { AssignmentKey, AssignmentRow } from './assignment.repo.ts';
import { presentAssignments, readAssignments } from './read-training.ts';

const pageSize = 1_000;
const headers: readonly Words[] = [
  { zh: '课程', en: 'Course' },
  { zh: '姓名', en: 'Name' },
  { zh: '团队', en: 'Teams' },
  { zh: '状态', en: 'State' },
  { zh: '截止日期', en: 'Due' },
  { zh: '已用次数', en: 'Attempts used' },
  { zh: '最好成绩（%）', en: 'Best score (%)' },
  { zh: '通过时间', en: 'Passed' },
  { zh: '认证有效期至', en: 'Certified until' },
];
const states: Record<AssignmentState, Words> = {
  open: { zh: '待学习', en: 'Open' },
  overdue: { zh: '已逾期', en: 'Overdue' },
  passed: { zh: '已通过', en: 'Passed' },
  failed: { zh: '次数用完', en: 'No attempt left' },
};

/** Assignments in the caller's reach as a file, by due day. Read page by page, each in a transaction of its own. */
export function exportAssignments(
  services: Pick<Services, 'database'>,
  call: Call,
  filter: Parameters<typeof readAssignments>[2],
  format: 'csv' | 'xlsx',
): { type: string; stream: Readable } {
  const { locale } = call.actor;
  const names = headers.map((words) => say(words, locale));
  const stream = new PassThrough();
  const rows = cellsOf(services, call, filter);
  const sheetName = say({ zh: '培训进度', en: 'Training' }, locale);
  const written =
    format === 'csv' ? writeCsv(stream, names, rows) : writeXlsx(stream, names, rows, { sheetName });
  // A reader that went away, or a failure: the stream carries it to the one who sends.
  written.catch((error: Error) => stream.destroy(error));
  const type =
    format === 'csv'
      ? 'text/csv; charset=utf-8'
      : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { type, stream };
}

async function* cellsOf(
  services: Pick<Services, 'database'>,
  call: Call,
  filter: Parameters<typeof readAssignments>[2],
): AsyncGenerator<Cell[]> {
  const { orgId, locale } = call.actor;
  let after: AssignmentKey | null = null;
  for (;;) {
    const position: AssignmentKey | null = after;
    const { rows, shown }: Page = await services.database.inOrg(orgId, (tx) =>
      readPage(tx, call, filter, position),
    );
    for (const one of shown)
      yield [
        trainingWords(one.course.name, locale),
        one.user.name,
        one.teams.map(({ name }) => name).join(', '),
        say(states[one.state], locale),
        one.dueOn,
        one.attemptsUsed,
        one.best === null ? null : Math.round(one.best * 100),
        one.passedAt?.slice(0, 10) ?? null,
        one.until,
      ];
    const last: AssignmentRow | undefined = rows[pageSize - 1];
    if (last === undefined) return;
    after = [last.dueOn, last.courseId, last.userId];
  }
}

interface Page {
  rows: AssignmentRow[];
  shown: TrainingAssignment[];
}

async function readPage(
  tx: Tx,
  call: Call,
  filter: Parameters<typeof readAssignments>[2],
  after: AssignmentKey | null,
): Promise<Page> {
  const rows = (await readAssignments(tx, call, filter, after, pageSize)).slice(0, pageSize);
  return { rows, shown: await presentAssignments(tx, rows) };
}
