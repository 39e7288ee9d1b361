import type { Services } from '../../../platform/services.ts';
import type { TabularSource } from '../../../platform/tabular/types.ts';
import type { ImportRow } from '../import.repo.ts';

/** The uploaded file of an import, as it is read. */
export async function sourceOf(services: Services, orgId: string, row: ImportRow): Promise<TabularSource> {
  const file = await services.database.inOrg(orgId, (tx) => services.files.find(tx, row.fileId));
  return { path: services.files.pathOf(orgId, file), fileName: row.fileName };
}
