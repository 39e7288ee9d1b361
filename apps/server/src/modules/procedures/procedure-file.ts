import type { ProcedureFile, ProcedureImported } from '@jingyun/contracts';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { categoriesOf } from '../tickets/index.ts';
import { draftVersion } from './draft-version.ts';
import { getProcedure, procedureByCode } from './procedure.repo.ts';
import { safeContent } from './safe-body.ts';
import { createProcedure } from './save-procedure.ts';
import { getVersion } from './version.repo.ts';

/** A version as a file that another organisation understands. Pictures are named, not held. @throws ServiceError not_found */
export async function exportVersion(tx: Tx, call: Call, id: string): Promise<ProcedureFile> {
  authorise(call.actor, 'procedures.read');
  const version = await getVersion(tx, id);
  const { code, name, kind, fourEyes, matching } = await getProcedure(tx, version.procedureId);
  const categories = await categoriesOf(tx);
  const { start, ticketKinds, channels, categoryIds } = matching;
  const categoryCodes = categoryIds.flatMap((categoryId) => categories.get(categoryId)?.code ?? []);
  return {
    format: 'jingyun.procedure',
    formatVersion: 1,
    code,
    name,
    kind,
    fourEyes,
    matching: { start, ticketKinds, categoryCodes, channels },
    change: version.change,
    content: version.content,
  };
}

/**
 * Takes a procedure over from a file: a new one with a first draft, or, where its code is known, the next draft of
 * that one, whose settings stay. Four eyes are never taken away by a file.
 *
 * @throws ServiceError forbidden, procedure_draft_exists, procedure_limit_reached
 */
export async function importProcedure(tx: Tx, call: Call, file: ProcedureFile): Promise<ProcedureImported> {
  authorise(call.actor, 'procedures.write');
  const { code, name, kind, change } = file;
  const { content, picturesLeftOut } = await safeContent(tx, file.content);
  const known = await procedureByCode(tx, code);
  if (known !== null) {
    const draft = await draftVersion(tx, call, known.id, { content, change });
    return { ...named(draft), created: false, unknownCategories: [], picturesLeftOut };
  }
  const byCode = new Map(
    [...(await categoriesOf(tx)).values()].map((category) => [category.code.toLowerCase(), category.id]),
  );
  const { start, ticketKinds, channels, categoryCodes } = file.matching;
  const unknownCategories = categoryCodes.filter((one) => !byCode.has(one.toLowerCase()));
  const categoryIds = categoryCodes.flatMap((one) => byCode.get(one.toLowerCase()) ?? []);
  // Without any of its categories it would run on every ticket: then it waits to be started by hand.
  const lost = categoryCodes.length > 0 && categoryIds.length === 0;
  const { draft } = await createProcedure(tx, call, {
    code,
    name,
    kind,
    ownerId: null,
    fourEyes: true,
    matching: { start: lost ? 'manual' : start, ticketKinds, categoryIds, channels },
    content,
    change,
  });
  return { ...named(draft), created: true, unknownCategories, picturesLeftOut };
}

const named = (draft: { id: string; procedureId: string; number: number }) => ({
  procedureId: draft.procedureId,
  versionId: draft.id,
  number: draft.number,
});
