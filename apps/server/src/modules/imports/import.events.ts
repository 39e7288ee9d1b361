import type { ImportRow } from './import.repo.ts';

/** What every event of an import says. */
export function eventData(row: ImportRow): { kind: 'tickets'; fileName: string; source: string } {
  return { kind: 'tickets', fileName: row.fileName, source: row.mapping.source };
}
