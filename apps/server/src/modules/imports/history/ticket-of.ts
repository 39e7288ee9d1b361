import type { ImportMapping } from '@jingyun/contracts';
import type { RowProblem } from '../../../platform/tabular/types.ts';
import { describe, isDone } from './history-of.ts';
import type { ReadRow } from './read-row.ts';
import type { HistoryStep, TicketHistory, TicketState } from './types.ts';

/**
 * A ticket from a row that is a whole ticket: created, answered, solved and closed
 * at the times that the row says. Without a creation time the earliest other time
 * stands for it, without any the time of the import. A row whose times contradict
 * each other is refused.
 */
export function ticketOf(
  row: ReadRow,
  mapping: ImportMapping,
  context: { timeZone: string; now: number },
): TicketHistory | RowProblem {
  const contradiction = contradictionIn(row, mapping, context.timeZone);
  if (contradiction) return contradiction;
  const times = [row.firstRepliedAt, row.solvedAt, row.closedAt].filter((time) => time !== null);
  const createdAt = row.createdAt ?? (times.length > 0 ? Math.min(...times) : context.now);
  const state: TicketState = {
    status: row.status ?? statusByTimes(row, mapping),
    priority: row.priority ?? mapping.defaults.priority,
    importance: row.importance,
    urgency: row.urgency,
    category: row.category,
    team: row.team,
    assignee: row.assignee,
  };
  const steps: HistoryStep[] = [
    { type: 'created', at: createdAt, by: row.by, state: { ...state, status: 'new' } },
  ];
  let status: TicketState['status'] = 'new';
  const become = (next: TicketState['status'], at: number) => {
    if (next === status) return;
    steps.push({ type: 'changed', at, by: row.by, from: { status }, to: { status: next } });
    status = next;
  };
  if (row.firstRepliedAt !== null) {
    steps.push({ type: 'replied', at: row.firstRepliedAt, by: row.assignee });
    if (state.status !== 'new') become('open', row.firstRepliedAt);
  }
  const last = Math.max(createdAt, ...times);
  const solvedAt = isDone(state) ? (row.solvedAt ?? row.closedAt ?? last) : null;
  const closedAt = state.status === 'closed' ? (row.closedAt ?? Math.max(solvedAt ?? last, last)) : null;
  if (solvedAt !== null) become('solved', solvedAt);
  if (closedAt !== null) become('closed', closedAt);
  become(state.status, last);
  return {
    externalId: row.externalId,
    rowNumbers: [row.rowNumber],
    ...describe([row], mapping),
    state,
    createdAt,
    firstRepliedAt: row.firstRepliedAt,
    solvedAt,
    closedAt,
    reopens: 0,
    reassignments: 0,
    handovers: 0,
    slaMet: row.slaMet,
    steps,
    adjusted: row.createdAt === null,
  };
}

function statusByTimes(row: ReadRow, mapping: ImportMapping): TicketState['status'] {
  if (row.closedAt !== null) return 'closed';
  return row.solvedAt === null ? mapping.defaults.status : 'solved';
}

const sequence = ['createdAt', 'firstRepliedAt', 'solvedAt', 'closedAt'] as const;

/** Two times of a row in the wrong order, whichever two come first. */
function contradictionIn(row: ReadRow, mapping: ImportMapping, timeZone: string): RowProblem | null {
  const show = (time: number) =>
    Temporal.Instant.fromEpochMilliseconds(time)
      .toZonedDateTimeISO(mapping.timeZone ?? timeZone)
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' })
      .replace('T', ' ');
  for (const [index, later] of sequence.entries()) {
    for (const earlier of sequence.slice(0, index)) {
      const [before, after] = [row[earlier], row[later]];
      if (before === null || after === null || before <= after) continue;
      return {
        code: 'import_row_contradiction',
        params: {
          earlier: mapping.columns[earlier]?.column ?? earlier,
          earlierValue: show(before),
          later: mapping.columns[later]?.column ?? later,
          laterValue: show(after),
        },
      };
    }
  }
  return null;
}
