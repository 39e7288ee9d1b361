import type { ErrorCode, ImportJob, ImportTemplate, Locale } from '@jingyun/contracts';
import { errorMessage } from '../../platform/i18n/server-words.ts';
import type { ImportRow } from './import.repo.ts';
import { dryRunIn } from './run/dry-run.ts';
import type { TemplateRow } from './template.repo.ts';

/** An import as the API gives it, its problems in the reader's language. */
export function presentImport(row: ImportRow, locale: Locale): ImportJob {
  return {
    id: row.id,
    fileName: row.fileName,
    bytes: row.bytes,
    state: row.state,
    sniff: row.sniff,
    mapping: row.mapping,
    dryRun: row.dryRun === null ? null : dryRunIn(row.dryRun, locale),
    jobId: row.jobId,
    counts: row.counts,
    totalRows: row.totalRows,
    error:
      row.error === null
        ? null
        : {
            code: row.error.code,
            message: errorMessage(row.error.code as ErrorCode, locale, row.error.params),
          },
    createdAt: row.createdAt.toString(),
    startedAt: row.startedAt?.toString() ?? null,
    finishedAt: row.finishedAt?.toString() ?? null,
    version: row.version,
  };
}

/** A template as the API gives it. */
export function presentTemplate(row: TemplateRow): ImportTemplate {
  return { ...row, createdAt: row.createdAt.toString() };
}
