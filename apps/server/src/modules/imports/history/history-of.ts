import type { ImportMapping } from '@jingyun/contracts';
import type { ReadRow } from './read-row.ts';
import type { HistoryStep, TicketHistory, TicketState } from './types.ts';

type ChangeRow = ReadRow & { at: number };

/**
 * The life of one ticket from the rows of a change log.
 *
 * Each row says what the ticket was after one change. The ticket is created (as
 * `new`) at its creation time or with its first row; each row then gives one
 * `changed` step with the fields that differ, and one `activity` step with the name
 * the log has for it. The first response is what a column says, or the moment the
 * ticket is no longer new. Rows stand in the order that the mapping names; a time
 * that would run backwards is moved up to the one before it.
 *
 * Where the log states when the ticket was closed, it counts as closed from then on
 * and not from an earlier row of its last closed stretch: desks touch closed tickets
 * again, and their own closing time is the one they are measured by.
 *
 * An empty team or assignee means that nobody has the ticket; an empty cell of any
 * other field says nothing.
 *
 * @param rows at least one, all of one ticket, each with its time, in the order of the file
 */
export function historyOf(rows: readonly ChangeRow[], mapping: ImportMapping): TicketHistory {
  const ordered = inOrder(rows, mapping.order);
  const first = ordered[0];
  if (first === undefined) throw new RangeError('a history needs at least one row');
  const last = ordered[ordered.length - 1] ?? first;
  const stated = firstKnown(ordered, (row) => row.createdAt);
  const createdAt = stated ?? Math.min(...ordered.map((row) => row.at));
  const reply = firstReply(ordered, mapping, createdAt);

  let state = initialState(first, mapping);
  const steps: HistoryStep[] = [{ type: 'created', at: createdAt, by: null, state }];
  let at = createdAt;
  let adjusted = false;
  let replied = false;
  const summary = {
    solvedAt: null as number | null,
    closedAt: null as number | null,
    reopens: 0,
    reassignments: 0,
    handovers: 0,
  };

  const respond = (upTo: number, by: string | null) => {
    if (replied || reply === null || reply > upTo) return;
    const when = Math.max(reply, steps[steps.length - 1]?.at ?? createdAt);
    steps.push({ type: 'replied', at: when, by });
    adjusted ||= when !== reply;
    replied = true;
  };

  const closing = statedClosing(ordered);
  const become = (next: TicketState, by: string | null) => {
    const change = difference(state, next);
    if (change === null) return;
    steps.push({ type: 'changed', at, by, ...change });
    count(summary, state, next, at);
    state = next;
  };

  for (const [index, row] of ordered.entries()) {
    adjusted ||= row.at < at;
    at = Math.max(at, row.at);
    const next = stateAfter(state, row, mapping);
    if (closing !== null && index >= closing.fromRow && at < closing.at) next.status = state.status;
    respond(at, row.by);
    become(next, row.by);
    if (row.activity !== null) steps.push({ type: 'activity', at, by: row.by, activity: row.activity });
  }
  if (closing !== null) {
    at = Math.max(at, closing.at);
    become({ ...state, status: 'closed' }, last.by);
  }
  respond(Number.POSITIVE_INFINITY, last.by);

  return {
    externalId: first.externalId,
    rowNumbers: rows.map((row) => row.rowNumber),
    ...describe(ordered, mapping),
    state,
    createdAt,
    firstRepliedAt: steps.find((step) => step.type === 'replied')?.at ?? null,
    ...summary,
    slaMet: lastKnown(ordered, (row) => row.slaMet),
    steps,
    adjusted,
  };
}

/** What belongs to the ticket as a whole. The first word counts, so that it stays when a later export adds rows. */
export function describe(
  rows: readonly ReadRow[],
  mapping: ImportMapping,
): Pick<TicketHistory, 'subject' | 'description' | 'kind' | 'channel' | 'requester' | 'tags' | 'kept'> {
  const name = firstKnown(rows, (row) => row.requester);
  const email = firstKnown(rows, (row) => row.requesterEmail);
  const phone = firstKnown(rows, (row) => row.requesterPhone);
  const externalId = rows[0]?.externalId ?? '';
  const category = firstKnown(rows, (row) => row.category);
  const kept: Record<string, string> = Object.assign({}, ...rows.toReversed().map((row) => row.kept));
  return {
    // A log without subjects: the category and the number are what people would search for.
    subject:
      firstKnown(rows, (row) => row.subject) ??
      (category === null ? externalId : `${category} · ${externalId}`),
    description: firstKnown(rows, (row) => row.description),
    kind: firstKnown(rows, (row) => row.kind) ?? mapping.defaults.kind,
    channel: firstKnown(rows, (row) => row.channel) ?? mapping.defaults.channel,
    requester: name === null && email === null && phone === null ? null : { name, email, phone },
    tags: [...new Set(rows.flatMap((row) => row.tags))],
    ...(Object.keys(kept).length === 0 ? {} : { kept }),
  };
}

function firstKnown<T>(rows: readonly ReadRow[], of: (row: ReadRow) => T | null): T | null {
  for (const row of rows) {
    const value = of(row);
    if (value !== null) return value;
  }
  return null;
}

function lastKnown<T>(rows: readonly ReadRow[], of: (row: ReadRow) => T | null): T | null {
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const row = rows[index];
    const value = row === undefined ? null : of(row);
    if (value !== null) return value;
  }
  return null;
}

/** The stated closing time of a ticket that stays closed, and the row from which it does. */
function statedClosing(rows: readonly ChangeRow[]): { fromRow: number; at: number } | null {
  const at = lastKnown(rows, (row) => row.closedAt);
  let fromRow = rows.length;
  while (fromRow > 0 && [null, 'closed'].includes(rows[fromRow - 1]?.status ?? null)) fromRow -= 1;
  const isClosed = rows.slice(fromRow).some((row) => row.status === 'closed');
  return at !== null && isClosed ? { fromRow, at } : null;
}

function inOrder(rows: readonly ChangeRow[], order: ImportMapping['order']): readonly ChangeRow[] {
  if (order === 'file') return rows;
  // Stable: rows of one minute stay as they stand in the file.
  return order === 'reversed' ? rows.toReversed() : rows.toSorted((a, b) => a.at - b.at);
}

function initialState(first: ReadRow, mapping: ImportMapping): TicketState {
  return {
    status: 'new',
    priority: first.priority ?? mapping.defaults.priority,
    importance: first.importance,
    urgency: first.urgency,
    category: first.category,
    team: first.team,
    assignee: first.assignee,
  };
}

function stateAfter(state: TicketState, row: ReadRow, mapping: ImportMapping): TicketState {
  return {
    status: row.status ?? state.status,
    priority: row.priority ?? state.priority,
    importance: row.importance ?? state.importance,
    urgency: row.urgency ?? state.urgency,
    category: row.category ?? state.category,
    team: mapping.columns.team === undefined ? state.team : row.team,
    assignee: mapping.columns.assignee === undefined ? state.assignee : row.assignee,
  };
}

function difference(
  before: TicketState,
  after: TicketState,
): { from: Partial<TicketState>; to: Partial<TicketState> } | null {
  const changed = (Object.keys(after) as (keyof TicketState)[]).filter((key) => before[key] !== after[key]);
  if (changed.length === 0) return null;
  const pick = (state: TicketState) => Object.fromEntries(changed.map((key) => [key, state[key]]));
  return { from: pick(before), to: pick(after) };
}

export const isDone = (state: Pick<TicketState, 'status'>) =>
  state.status === 'solved' || state.status === 'closed';

function count(
  summary: {
    solvedAt: number | null;
    closedAt: number | null;
    reopens: number;
    reassignments: number;
    handovers: number;
  },
  before: TicketState,
  after: TicketState,
  at: number,
): void {
  if (isDone(before) && !isDone(after)) {
    summary.reopens += 1;
    summary.solvedAt = null;
    summary.closedAt = null;
  }
  if (!isDone(before) && isDone(after)) summary.solvedAt = at;
  if (before.status !== 'closed' && after.status === 'closed') summary.closedAt = at;
  if (before.status === 'closed' && after.status === 'solved') summary.closedAt = null;
  if (before.team !== null && after.team !== null && before.team !== after.team) summary.handovers += 1;
  if (before.assignee !== null && after.assignee !== null && before.assignee !== after.assignee) {
    summary.reassignments += 1;
  }
}

/** Never before the ticket was made; null where nobody responded, or nothing says so. */
function firstReply(rows: readonly ChangeRow[], mapping: ImportMapping, createdAt: number): number | null {
  const stated = firstKnown(rows, (row) => row.firstRepliedAt);
  if (stated !== null) return Math.max(stated, createdAt);
  if (mapping.firstResponse === 'none') return null;
  let at = createdAt;
  for (const row of rows) {
    at = Math.max(at, row.at);
    if (row.status !== null && row.status !== 'new') return at;
  }
  return null;
}
