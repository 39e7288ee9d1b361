import type { ProcedureInForce } from '@jingyun/contracts';
import type { Tx } from '../../platform/database/transaction.ts';
import { inForceFor } from './in-force.rules.ts';
import { allProcedures, type ProcedureRow } from './procedure.repo.ts';
import { type PublicationRow, publicationsOf } from './version.repo.ts';

/** A procedure with everything that was ever published of it, oldest first. */
export interface PublishedProcedure {
  procedure: ProcedureRow;
  publications: PublicationRow[];
}

/** All procedures of which anything was published, by code. Two small reads. */
export async function publishedProcedures(tx: Tx): Promise<PublishedProcedure[]> {
  const publications = Map.groupBy(await publicationsOf(tx), (one) => one.procedureId);
  return (await allProcedures(tx)).flatMap((procedure) => {
    const own = publications.get(procedure.id);
    return own === undefined ? [] : [{ procedure, publications: own }];
  });
}

/**
 * The procedures in force for a team on a day, by code.
 * @param teamId null for what no team has: only procedures for all teams
 * @param on YYYY-MM-DD in the organisation's time zone
 */
export async function proceduresInForce(
  tx: Tx,
  { teamId, on }: { teamId: string | null; on: string },
): Promise<ProcedureInForce[]> {
  return (await publishedProcedures(tx)).flatMap(({ procedure, publications }) => {
    const found = inForceFor(publications, teamId, on);
    if (found === null) return [];
    const { id: procedureId, code, name, kind, matching } = procedure;
    const { versionId, number, inForceFrom } = found;
    return [{ procedureId, code, name, kind, matching, versionId, number, inForceFrom }];
  });
}

/** What of one procedure is in force, for whom and when; read once for any number of answers. */
export async function inForceOf(
  tx: Tx,
  procedureId: string,
): Promise<(teamId: string | null, on: string) => PublicationRow | null> {
  const publications = await publicationsOf(tx, procedureId);
  return (teamId, on) => inForceFor(publications, teamId, on);
}
