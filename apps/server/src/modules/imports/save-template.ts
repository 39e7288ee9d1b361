import type { ImportMapping, ImportTemplateInput } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import {
  getTemplate,
  insertTemplate,
  removeTemplate,
  type TemplateRow,
  updateTemplate,
} from './template.repo.ts';

/** Keeps a mapping under a name for the next file of the same kind. */
export async function createTemplate(tx: Tx, call: Call, input: ImportTemplateInput): Promise<TemplateRow> {
  authorise(call.actor, 'imports.manage');
  const id = uuidv7();
  await insertTemplate(tx, { id, ...input, headers: columnsOf(input.mapping), createdBy: call.actor.id });
  return getTemplate(tx, id);
}

/** @throws ServiceError not_found, version_conflict */
export async function replaceTemplate(
  tx: Tx,
  call: Call,
  id: string,
  expected: number,
  input: ImportTemplateInput,
): Promise<TemplateRow> {
  authorise(call.actor, 'imports.manage');
  const template = await getTemplate(tx, id);
  refuseStale(expected, template.version);
  await updateTemplate(tx, { id, ...input, headers: columnsOf(input.mapping) });
  return getTemplate(tx, id);
}

/** @throws ServiceError not_found, version_conflict */
export async function deleteTemplate(tx: Tx, call: Call, id: string, expected: number): Promise<void> {
  authorise(call.actor, 'imports.manage');
  const template = await getTemplate(tx, id);
  refuseStale(expected, template.version);
  await removeTemplate(tx, id);
}

function columnsOf(mapping: ImportMapping): string[] {
  return [
    ...new Set(Object.values(mapping.columns).flatMap((mapped) => (mapped ? [mapped.column] : []))),
  ].sort();
}
