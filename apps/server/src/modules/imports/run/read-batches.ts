import { createHash } from 'node:crypto';
import type { ImportMapping } from '@jingyun/contracts';
import { openTable } from '../../../platform/tabular/open-table.ts';
import { readRowBatches } from '../../../platform/tabular/read-rows.ts';
import type { RowProblem, TabularRow, TabularSource } from '../../../platform/tabular/types.ts';
import { historyOf } from '../history/history-of.ts';
import { checkMapping, isProblem, type ReadRow, rowReader } from '../history/read-row.ts';
import { ticketOf } from '../history/ticket-of.ts';
import type { TicketHistory } from '../history/types.ts';

/** A row that is not imported, and why. */
export interface RejectedRow {
  rowNumber: number;
  externalId: string | null;
  problem: RowProblem;
}

/** A part of a file that is written in one transaction. */
export interface ImportBatch {
  /** From 0; the same file and mapping always give the same batches, so that an import can go on after a kill. */
  index: number;
  tickets: (TicketHistory & { fingerprint: string })[];
  rejected: RejectedRow[];
  /** Rows read up to the end of this batch. */
  rowsRead: number;
}

/** What a first pass over the file tells: how many rows there are, and of each ticket. */
export interface Survey {
  rows: number;
  rowsOfTicket: ReadonlyMap<string, number>;
}

/** Rows that one batch holds at least: large enough that round trips do not count, small enough to lose little by a kill. */
const BATCH_ROWS = 2_000;

/**
 * Counts rows and tickets in a first pass, and refuses a mapping that does not fit the file.
 * @throws ServiceError `import_…` as reading does, `import_mapping_…`
 */
export async function surveyFile(
  source: TabularSource,
  mapping: ImportMapping,
  onRow: (row: TabularRow) => void = () => undefined,
): Promise<Survey> {
  const table = await openTable(source);
  try {
    checkMapping(mapping, table.headers);
    const column = mapping.columns.externalId?.column ?? '';
    const rowsOfTicket = new Map<string, number>();
    let rows = 0;
    for await (const batch of table.batches) {
      for (const row of batch) {
        rows += 1;
        if (row.problem) continue;
        onRow(row);
        const id = (row.values[column] ?? '').trim();
        rowsOfTicket.set(id, (rowsOfTicket.get(id) ?? 0) + 1);
      }
    }
    return { rows, rowsOfTicket };
  } finally {
    await table.close();
  }
}

export interface ReadContext {
  /** Of the organisation; the mapping may name another. */
  timeZone: string;
  /** Epoch milliseconds. */
  now: number;
}

/**
 * Reads a file as tickets with their histories, in batches. The rows of one ticket
 * may lie anywhere in the file: a ticket is complete when as many of its rows have
 * come as the survey counted, so a file that is sorted by ticket needs memory for
 * one ticket at a time.
 */
export async function* readBatches(
  source: TabularSource,
  mapping: ImportMapping,
  survey: Survey,
  context: ReadContext,
): AsyncGenerator<ImportBatch> {
  const assemble = mapping.shape === 'history' ? byHistory(mapping, survey) : byRow(mapping, context);
  const read = rowReader(mapping, context.timeZone, context.now);
  const idColumn = mapping.columns.externalId?.column ?? '';
  let batch: ImportBatch = { index: 0, tickets: [], rejected: [], rowsRead: 0 };
  let held = 0;
  for await (const rows of readRowBatches(source)) {
    for (const row of rows) {
      batch.rowsRead += 1;
      const externalId = (row.values[idColumn] ?? '').trim();
      const result = read(row);
      const made = assemble(row, externalId, isProblem(result) ? null : result);
      if (isProblem(result)) {
        batch.rejected.push({
          rowNumber: row.rowNumber,
          externalId: externalId.slice(0, 200) || null,
          problem: result,
        });
      }
      batch.rejected.push(...made.rejected);
      for (const ticket of made.tickets) {
        batch.tickets.push({ ...ticket, fingerprint: fingerprintOf(ticket, context.now) });
        held += ticket.rowNumbers.length;
      }
      if (held + batch.rejected.length >= BATCH_ROWS) {
        yield batch;
        held = 0;
        batch = { index: batch.index + 1, tickets: [], rejected: [], rowsRead: batch.rowsRead };
      }
    }
  }
  if (batch.tickets.length > 0 || batch.rejected.length > 0 || batch.index === 0) yield batch;
}

type Assembler = (
  row: TabularRow,
  externalId: string,
  read: ReadRow | null,
) => { tickets: TicketHistory[]; rejected: RejectedRow[] };

function byHistory(mapping: ImportMapping, survey: Survey): Assembler {
  const remaining = new Map(survey.rowsOfTicket);
  const open = new Map<string, (ReadRow & { at: number })[]>();
  const timeColumn = mapping.columns.at?.column ?? '';
  return (row, externalId, read) => {
    const rejected: RejectedRow[] = [];
    if (row.problem) return { tickets: [], rejected };
    if (read !== null && read.at === null) {
      const problem: RowProblem = { code: 'import_row_no_time', params: { column: timeColumn } };
      rejected.push({ rowNumber: row.rowNumber, externalId, problem });
    } else if (read !== null) {
      const rows = open.get(externalId) ?? [];
      rows.push(read as ReadRow & { at: number });
      open.set(externalId, rows);
    }
    const left = (remaining.get(externalId) ?? 1) - 1;
    remaining.set(externalId, left);
    const rows = open.get(externalId);
    if (left > 0 || rows === undefined) return { tickets: [], rejected };
    remaining.delete(externalId);
    open.delete(externalId);
    return { tickets: [historyOf(rows, mapping)], rejected };
  };
}

function byRow(mapping: ImportMapping, context: ReadContext): Assembler {
  const seen = new Set<string>();
  return (row, externalId, read) => {
    if (read === null) return { tickets: [], rejected: [] };
    const reject = (problem: RowProblem) => ({
      tickets: [],
      rejected: [{ rowNumber: row.rowNumber, externalId, problem }],
    });
    if (seen.has(externalId)) return reject({ code: 'import_row_duplicate_id', params: { externalId } });
    seen.add(externalId);
    const ticket = ticketOf(read, mapping, context);
    return isProblem(ticket) ? reject(ticket) : { tickets: [ticket], rejected: [] };
  };
}

/**
 * Says whether a ticket is the same as when it was imported before: of everything
 * but where it stood in the file, and the time of the import where the file gave none.
 */
function fingerprintOf(ticket: TicketHistory, now: number): string {
  const { rowNumbers: _, ...rest } = ticket;
  const text = JSON.stringify(rest).replaceAll(String(now), 'now');
  return createHash('sha256').update(text).digest('base64url').slice(0, 32);
}
