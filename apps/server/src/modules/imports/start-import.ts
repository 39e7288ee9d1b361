import { importCancelled, importStarted } from '@jingyun/contracts';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import type { Services } from '../../platform/services.ts';
import { knownHeaders } from './change-mapping.ts';
import { checkMapping } from './history/read-row.ts';
import { eventData } from './import.events.ts';
import {
  endImport,
  getImport,
  type ImportRow,
  lockImport,
  organisationZone,
  queueImport,
} from './import.repo.ts';
import { checkImportJob } from './run/check-import.ts';
import { runImportJob } from './run/run-import.ts';

/** Queues a dry run: everything is read, nothing is written. @throws ServiceError import_already_running, import_mapping_… */
export function checkImport(services: Services, tx: Tx, call: Call, id: string): Promise<ImportRow> {
  return queue(services, tx, call, id, 'checking');
}

/** Queues the import itself. @throws ServiceError import_already_running, import_mapping_… */
export async function startImport(services: Services, tx: Tx, call: Call, id: string): Promise<ImportRow> {
  const row = await queue(services, tx, call, id, 'queued');
  await appendEvents(tx, [
    {
      definition: importStarted,
      data: eventData(row),
      subject: { type: 'import', id },
      actor: eventActor(call.actor),
    },
  ]);
  return row;
}

async function queue(
  services: Services,
  tx: Tx,
  call: Call,
  id: string,
  state: 'checking' | 'queued',
): Promise<ImportRow> {
  authorise(call.actor, 'imports.manage');
  const row = await lockImport(tx, id);
  if (row.state !== 'uploaded') throw new ServiceError('import_already_running');
  checkMapping(row.mapping, knownHeaders(row));
  const definition = state === 'checking' ? checkImportJob : runImportJob;
  const jobId = await services.jobs.enqueue(tx, call, definition, { importId: id });
  await queueImport(tx, id, { state, jobId, timeZone: await organisationZone(tx), runAt: call.now });
  return getImport(tx, id);
}

/**
 * Stops an import that waits or runs. What is written stays: the same file imported
 * again adds the rest.
 * @throws ServiceError not_found, import_not_running
 */
export async function cancelImport(services: Services, tx: Tx, call: Call, id: string): Promise<ImportRow> {
  authorise(call.actor, 'imports.manage');
  const row = await lockImport(tx, id);
  if (!(await endImport(tx, id, { state: 'cancelled' }))) throw new ServiceError('import_not_running');
  if (row.jobId !== null) await services.jobs.cancel(tx, row.jobId);
  const cancelled = await getImport(tx, id);
  await appendEvents(tx, [
    {
      definition: importCancelled,
      data: { ...eventData(cancelled), counts: cancelled.counts },
      subject: { type: 'import', id },
      actor: eventActor(call.actor),
    },
  ]);
  return cancelled;
}
