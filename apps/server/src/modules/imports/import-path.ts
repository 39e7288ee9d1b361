import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { type ImportMapping, importMapping } from '@jingyun/contracts';
import { z } from 'zod';
import { type Call, systemActor } from '../../platform/actor.ts';
import type { Services } from '../../platform/services.ts';
import { defaultLimits } from '../../platform/tabular/limits.ts';
import { knownHeaders } from './change-mapping.ts';
import { checkMapping } from './history/read-row.ts';
import { getImport, type ImportRow, saveMapping } from './import.repo.ts';
import { checkImport, startImport } from './start-import.ts';
import { uploadImport } from './upload-import.ts';

export type OnProgress = (done: number, total: number | null) => void;

/**
 * Takes a file of this machine in, as an upload would. What is said of the mapping
 * goes over what would be guessed.
 *
 * @throws ServiceError `import_…`; z.ZodError where `said` is no mapping
 */
export async function takeIn(
  services: Services,
  orgId: string,
  path: string,
  said: Record<string, unknown> = {},
): Promise<ImportRow> {
  const call = callOf(services, orgId);
  const limits = { maxBytes: defaultLimits.fileBytes, types: 'any' } as const;
  const received = await services.files.receive(createReadStream(path), basename(path), limits);
  const row = await uploadImport(services, call, received);
  if (Object.keys(said).length === 0) return row;
  const mapping = mergeMapping(row.mapping, said);
  checkMapping(mapping, knownHeaders(row));
  return services.database.inOrg(orgId, async (tx) => {
    await saveMapping(tx, row.id, mapping);
    return getImport(tx, row.id);
  });
}

const objects = z.object({
  columns: z.record(z.string(), z.unknown()).default({}),
  words: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  defaults: z.record(z.string(), z.unknown()).default({}),
});

/** Columns, words and defaults are joined one by one; a column of null is taken out. */
function mergeMapping(guessed: ImportMapping, said: Record<string, unknown>): ImportMapping {
  const { columns, words, defaults } = objects.parse(said);
  const joined = { ...guessed.columns, ...columns };
  const lists = Object.entries({ ...guessed.words, ...words }).map(([field, own]) => [
    field,
    { ...guessed.words[field as keyof ImportMapping['words']], ...own },
  ]);
  return importMapping.parse({
    ...guessed,
    ...said,
    columns: Object.fromEntries(Object.entries(joined).filter(([, column]) => column !== null)),
    words: Object.fromEntries(lists),
    defaults: { ...guessed.defaults, ...defaults },
  });
}

/** Tries an import in this process. Its dry run is in the row that comes back. */
export function tryHere(
  services: Services,
  orgId: string,
  id: string,
  onProgress?: OnProgress,
): Promise<ImportRow> {
  return runHere(services, orgId, id, checkImport, onProgress);
}

/** Runs an import in this process, or waits for the server that took it first. */
export function importHere(
  services: Services,
  orgId: string,
  id: string,
  onProgress?: OnProgress,
): Promise<ImportRow> {
  return runHere(services, orgId, id, startImport, onProgress);
}

async function runHere(
  services: Services,
  orgId: string,
  id: string,
  queue: typeof startImport,
  onProgress: OnProgress = () => undefined,
): Promise<ImportRow> {
  const { database, jobs } = services;
  const { jobId } = await database.inOrg(orgId, (tx) => queue(services, tx, callOf(services, orgId), id));
  await jobs.runNow(orgId, jobId ?? '', onProgress);
  for (;;) {
    const row = await database.inOrg(orgId, (tx) => getImport(tx, id));
    if (!['checking', 'queued', 'running'].includes(row.state)) return row;
    onProgress(row.counts.rows, row.totalRows);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

function callOf(services: Services, orgId: string): Call {
  return { actor: systemActor(orgId), now: services.clock() };
}
