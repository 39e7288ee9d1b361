import { type ProcedureInput, type ProcedureSettings, procedureSaved } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { findUserNames } from '../people/index.ts';
import { categoriesOf } from '../tickets/index.ts';
import { writeDraft } from './draft-version.ts';
import {
  allProcedures,
  lockProcedure,
  type ProcedureRow,
  procedureByCode,
  saveProcedure,
} from './procedure.repo.ts';
import type { VersionRow } from './version.repo.ts';

const maxProcedures = 500;

/**
 * Creates a procedure with its first draft.
 * @param input `from` names the record it is made from; whether the actor may read that is asked before (checkOrigin)
 * @throws ServiceError forbidden, procedure_code_taken, procedure_limit_reached, unknown_reference
 */
export async function createProcedure(
  tx: Tx,
  call: Call,
  input: ProcedureInput,
): Promise<{ procedure: ProcedureRow; draft: VersionRow }> {
  authorise(call.actor, 'procedures.write');
  const { content, change, from, ...settings } = input;
  if ((await allProcedures(tx)).length >= maxProcedures)
    throw new ServiceError('procedure_limit_reached', { params: { limit: maxProcedures } });
  await checkSettings(tx, null, settings);
  if (!settings.fourEyes) authorise(call.actor, 'procedures.approve');
  const procedure: ProcedureRow = {
    id: uuidv7(),
    ...settings,
    version: 1,
    createdAt: call.now,
    updatedAt: call.now,
  };
  await saveProcedure(tx, procedure);
  await tellSaved(tx, call, null, procedure);
  const draft = await writeDraft(tx, call, procedure, { content, change, from, number: 1 });
  return { procedure, draft };
}

/**
 * Replaces the settings, which take effect at once; runs that have begun go on. Who takes four eyes away needs the
 * permission to approve: otherwise an author could.
 *
 * @throws ServiceError forbidden, not_found, version_conflict, procedure_code_taken, unknown_reference
 */
export async function replaceProcedure(
  tx: Tx,
  call: Call,
  id: string,
  expected: number,
  settings: ProcedureSettings,
): Promise<ProcedureRow> {
  authorise(call.actor, 'procedures.write');
  const before = await lockProcedure(tx, id);
  refuseStale(expected, before.version);
  if (before.fourEyes && !settings.fourEyes) authorise(call.actor, 'procedures.approve');
  await checkSettings(tx, id, settings);
  const after = { ...before, ...settings, version: before.version + 1, updatedAt: call.now };
  await saveProcedure(tx, after);
  await tellSaved(tx, call, before, after);
  return after;
}

async function checkSettings(tx: Tx, id: string | null, settings: ProcedureSettings): Promise<void> {
  const { code, ownerId, matching } = settings;
  const taken = await procedureByCode(tx, code);
  if (taken !== null && taken.id !== id) throw new ServiceError('procedure_code_taken', { params: { code } });
  const unknown = (field: string) => new ServiceError('unknown_reference', { params: { field } });
  if (ownerId !== null && !(await findUserNames(tx, [ownerId])).has(ownerId)) throw unknown('ownerId');
  if (matching.categoryIds.length === 0) return;
  const categories = await categoriesOf(tx);
  if (!matching.categoryIds.every((category) => categories.has(category)))
    throw unknown('matching.categoryIds');
}

async function tellSaved(
  tx: Tx,
  call: Call,
  before: ProcedureRow | null,
  after: ProcedureRow,
): Promise<void> {
  const shown = ({ code, name, kind, ownerId, matching, fourEyes }: ProcedureRow) => ({
    code,
    name,
    kind,
    ownerId,
    matching,
    fourEyes,
  });
  await appendEvents(tx, [
    {
      definition: procedureSaved,
      data: { before: before === null ? null : shown(before), after: shown(after) },
      subject: { type: 'procedure', id: after.id },
      actor: eventActor(call.actor),
      occurredAt: call.now,
      cause: call.cause,
    },
  ]);
}
