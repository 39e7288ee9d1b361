import { z } from 'zod';
import { ServiceError } from '../../../platform/errors/service-error.ts';
import type { JobDefinition } from '../../../platform/jobs/types.ts';
import { getImport, leaveCheck, saveDryRun } from '../import.repo.ts';
import { dryRun } from './dry-run.ts';
import { sourceOf } from './source-of.ts';

export const importJobInput = z.strictObject({ importId: z.uuid() });

/** Tries an import: reads the whole file, writes nothing but what was found. */
export const checkImportJob: JobDefinition<z.infer<typeof importJobInput>> = {
  kind: 'imports.check',
  words: { zh: '试运行', en: 'Trial import' },
  input: importJobInput,
  run: async ({ services, orgId, signal, progress }, { importId }) => {
    const { database } = services;
    const row = await database.inOrg(orgId, (tx) => getImport(tx, importId));
    if (row.state !== 'checking') return {};
    const context = {
      timeZone: row.timeZone ?? 'UTC',
      now: (row.runAt ?? services.clock()).epochMilliseconds,
    };
    try {
      const source = await sourceOf(services, orgId, row);
      const found = await dryRun(source, row.mapping, context, (done, total) => {
        signal.throwIfAborted();
        progress(done, total);
      });
      await database.inOrg(orgId, (tx) => saveDryRun(tx, importId, found));
      return { ...found.counts };
    } catch (error) {
      const told = error instanceof ServiceError ? { code: error.code, params: error.params } : null;
      // Killed or stopped, the trial runs again; told why it cannot work, it is over.
      if (told !== null || signal.aborted)
        await database.inOrg(orgId, (tx) => leaveCheck(tx, importId, told));
      throw error;
    }
  },
};
