import { type ImportCounts, importFailed, importFinished } from '@jingyun/contracts';
import type { z } from 'zod';
import { eventActor, systemActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { ServiceError } from '../../../platform/errors/service-error.ts';
import { appendEvents } from '../../../platform/events/append-events.ts';
import type { JobDefinition, JobRun } from '../../../platform/jobs/types.ts';
import { eventData } from '../import.events.ts';
import {
  endImport,
  getImport,
  type ImportRow,
  insertProblems,
  lockImport,
  markStarted,
  moveCheckpoint,
} from '../import.repo.ts';
import { ahead } from './ahead.ts';
import { analyzeAsGrown } from './analyze-as-grown.ts';
import { importJobInput } from './check-import.ts';
import { type ImportBatch, readBatches, surveyFile } from './read-batches.ts';
import { sourceOf } from './source-of.ts';
import { waitForOther } from './wait-for-other.ts';
import { ticketWriter } from './write-tickets.ts';

/**
 * Imports a file, batch by batch: tickets, their events, the rejected rows and the
 * checkpoint are written in one transaction, so a killed import goes on behind the
 * last batch that was written and nothing is written twice.
 */
export const runImportJob: JobDefinition<z.infer<typeof importJobInput>> = {
  kind: 'imports.run',
  words: { zh: '导入工单', en: 'Ticket import' },
  input: importJobInput,
  run: async (run, { importId }) => {
    const row = await run.services.database.inOrg(run.orgId, (tx) => getImport(tx, importId));
    if (row.state !== 'queued' && row.state !== 'running') return {};
    try {
      for (let turn: ImportRow | null = row; turn !== null; ) {
        const ending = await importFile(run, turn);
        turn = ending === 'overtaken' ? await waitForOther(run, importId) : null;
      }
    } catch (error) {
      if (error instanceof ServiceError) await fail(run, row, error);
      throw error;
    }
    const ended = await run.services.database.inOrg(run.orgId, (tx) => getImport(tx, importId));
    return { ...ended.counts, state: ended.state };
  },
};

/** `cancelled`: somebody stopped it; `overtaken`: another process is at the same import and further on. */
type Ending = 'finished' | 'cancelled' | 'overtaken';

async function importFile(run: JobRun, row: ImportRow): Promise<Ending> {
  const { services, orgId, signal, progress } = run;
  const { database } = services;
  const source = await sourceOf(services, orgId, row);
  const survey = await surveyFile(source, row.mapping);
  await database.inOrg(orgId, (tx) => markStarted(tx, row.id, survey.rows));
  const context = { timeZone: row.timeZone ?? 'UTC', now: (row.runAt ?? services.clock()).epochMilliseconds };
  const writer = ticketWriter(run.call, row);
  let counts: ImportCounts = row.counts;
  for await (const batch of ahead(readBatches(source, row.mapping, survey, context))) {
    progress(batch.rowsRead, survey.rows);
    if (batch.index < row.batches) continue;
    // Stopped with the process it goes on later; cancelled, its state says so and the next batch is refused.
    signal.throwIfAborted();
    const next = await database
      .inOrg(orgId, (tx) => writeBatch(tx, row, batch, counts, (inTx) => writer.write(inTx, batch.tickets)))
      .catch((error: unknown) => {
        // What the failed transaction made is gone, and so must be what is remembered of it.
        writer.forget();
        throw error;
      });
    if (typeof next === 'string') return next;
    counts = next;
    await analyzeAsGrown(database, orgId, batch.index - row.batches + 1);
  }
  await database.inOrg(orgId, (tx) => finish(tx, row, counts));
  return 'finished';
}

/** Writes a batch if it is its turn. @returns the counts so far, or why nothing was written. */
async function writeBatch(
  tx: Tx,
  row: ImportRow,
  batch: ImportBatch,
  before: ImportCounts,
  write: (tx: Tx) => ReturnType<ReturnType<typeof ticketWriter>['write']>,
): Promise<ImportCounts | Exclude<Ending, 'finished'>> {
  // Held until the commit: two processes at one import never write side by side.
  const { state, batches } = await lockImport(tx, row.id);
  if (state !== 'running') return 'cancelled';
  if (batches !== batch.index) return 'overtaken';
  const written = batch.tickets.length === 0 ? null : await write(tx);
  const rejected = [...batch.rejected, ...(written?.rejected ?? [])];
  await insertProblems(tx, row.id, rejected);
  const counts: ImportCounts = {
    rows: batch.rowsRead,
    rejected: before.rejected + rejected.length,
    tickets: before.tickets + batch.tickets.length,
    created: before.created + (written?.created ?? 0),
    extended: before.extended + (written?.extended ?? 0),
    unchanged: before.unchanged + (written?.unchanged ?? 0),
    events: before.events + (written?.events ?? 0),
    adjusted: before.adjusted + batch.tickets.filter((ticket) => ticket.adjusted).length,
  };
  await moveCheckpoint(tx, row.id, batch.index, counts);
  return counts;
}

async function finish(tx: Tx, row: ImportRow, counts: ImportCounts): Promise<void> {
  if (!(await endImport(tx, row.id, { state: 'done' }))) return;
  await appendEvents(tx, [
    {
      definition: importFinished,
      data: { ...eventData(row), counts },
      subject: { type: 'import', id: row.id },
      actor: eventActor(systemActor(tx.orgId)),
    },
  ]);
}

async function fail(run: JobRun, row: ImportRow, error: ServiceError): Promise<void> {
  await run.services.database.inOrg(run.orgId, async (tx) => {
    const told = { code: error.code, params: error.params };
    if (!(await endImport(tx, row.id, { state: 'failed', error: told }))) return;
    await appendEvents(tx, [
      {
        definition: importFailed,
        data: { ...eventData(row), code: error.code },
        subject: { type: 'import', id: row.id },
        actor: eventActor(systemActor(tx.orgId)),
      },
    ]);
  });
}
