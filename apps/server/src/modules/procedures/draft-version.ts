import {
  type ProcedureContent,
  type ProcedureDraftInput,
  type ProcedureVersionInput,
  procedureVersionDiscarded,
  procedureVersionDrafted,
  procedureVersionSaved,
  stepsOf,
} from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { causeOf, type Origin } from '../../platform/events/cause-of.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { listApiKeys } from '../people/index.ts';
import { namesOf, tellVersion } from './procedure.events.ts';
import { getProcedure, lockProcedure, type ProcedureRow } from './procedure.repo.ts';
import { safeContent } from './safe-body.ts';
import {
  deleteVersion,
  getVersion,
  lockVersion,
  newestVersion,
  saveVersion,
  type VersionRow,
  versionsOf,
} from './version.repo.ts';
import { isOpenVersion, requireDraft } from './version.rules.ts';

/**
 * Begins the next version of a procedure: with the content given, else with that of `basedOn`, else of the newest one.
 * @param input `from` names the record it is made from (a countermeasure, say), whose newest event is its cause;
 *   whether the actor may read that is asked before (checkOrigin)
 * @throws ServiceError forbidden, not_found, procedure_draft_exists, unknown_reference
 */
export async function draftVersion(
  tx: Tx,
  call: Call,
  procedureId: string,
  input: ProcedureDraftInput,
): Promise<VersionRow> {
  authorise(call.actor, 'procedures.write');
  const procedure = await lockProcedure(tx, procedureId);
  const versions = await versionsOf(tx, procedureId);
  const open = versions.find(isOpenVersion);
  if (open !== undefined)
    throw new ServiceError('procedure_draft_exists', { params: { number: open.number } });
  const content = input.content ?? (await contentOf(tx, procedureId, input.basedOn));
  const number = (versions[0]?.number ?? 0) + 1;
  return writeDraft(tx, call, procedure, { content, change: input.change, from: input.from, number });
}

async function contentOf(
  tx: Tx,
  procedureId: string,
  basedOn: string | undefined,
): Promise<ProcedureContent> {
  const version =
    basedOn === undefined ? await newestVersion(tx, procedureId) : await getVersion(tx, basedOn);
  if (version === null || version.procedureId !== procedureId)
    throw new ServiceError('unknown_reference', { params: { field: 'basedOn' } });
  return version.content;
}

/** Writes a draft of a procedure that is locked, or new. */
export async function writeDraft(
  tx: Tx,
  call: Call,
  procedure: ProcedureRow,
  given: { content: ProcedureContent; change: string; from?: Origin | undefined; number: number },
): Promise<VersionRow> {
  const { content } = await safeContent(tx, given.content);
  const draft: Omit<VersionRow, 'drafted'> = {
    id: uuidv7(),
    procedureId: procedure.id,
    number: given.number,
    status: 'draft',
    content,
    change: given.change,
    authors: await authorsOf(tx, call),
    origin: given.from ?? null,
    submittedAt: null,
    approvedBy: null,
    approvedAt: null,
    returned: null,
    retiredOn: null,
    version: 1,
    createdAt: call.now,
    updatedAt: call.now,
  };
  const cause = given.from === undefined ? undefined : await causeOf(tx, given.from);
  const data = { ...namesOf(procedure, draft), change: draft.change, from: draft.origin };
  const drafted = await tellVersion(tx, call, draft.id, procedureVersionDrafted, data, cause);
  const version = { ...draft, drafted };
  await saveVersion(tx, version);
  return version;
}

/**
 * Replaces a draft.
 * @throws ServiceError forbidden, not_found, version_conflict, procedure_version_in_force, procedure_version_not_draft
 */
export async function replaceVersion(
  tx: Tx,
  call: Call,
  id: string,
  expected: number,
  input: ProcedureVersionInput,
): Promise<VersionRow> {
  authorise(call.actor, 'procedures.write');
  const before = await lockVersion(tx, id);
  requireDraft(before);
  refuseStale(expected, before.version);
  const { content } = await safeContent(tx, input.content);
  const after: VersionRow = {
    ...before,
    content,
    change: input.change,
    authors: [...new Set([...before.authors, ...(await authorsOf(tx, call))])],
    version: before.version + 1,
    updatedAt: call.now,
  };
  await saveVersion(tx, after);
  const procedure = await getProcedure(tx, after.procedureId);
  const data = { ...namesOf(procedure, after), change: after.change, steps: stepsOf(content).length };
  await tellVersion(tx, call, id, procedureVersionSaved, data, after.drafted);
  return after;
}

/**
 * Takes a draft away. Its events stay in the log.
 * @throws ServiceError forbidden, not_found, version_conflict, procedure_version_in_force, procedure_version_not_draft
 */
export async function discardVersion(tx: Tx, call: Call, id: string, expected: number): Promise<void> {
  authorise(call.actor, 'procedures.write');
  const draft = await lockVersion(tx, id);
  requireDraft(draft);
  refuseStale(expected, draft.version);
  const procedure = await getProcedure(tx, draft.procedureId);
  await deleteVersion(tx, id);
  await tellVersion(tx, call, id, procedureVersionDiscarded, namesOf(procedure, draft), draft.drafted);
}

/** Whose writing it is: the user's; of an API key, whoever made the key; nobody's where the product writes. */
async function authorsOf(tx: Tx, { actor }: Call): Promise<string[]> {
  if (actor.id === null || actor.type === 'system') return [];
  if (actor.type === 'user') return [actor.id];
  const key = (await listApiKeys(tx, null, 1_000)).find(({ id }) => id === actor.id);
  return key?.createdBy == null ? [] : [key.createdBy];
}
