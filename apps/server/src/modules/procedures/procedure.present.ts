import type { ProcedureSummary, ProcedureVersionSummary } from '@jingyun/contracts';
import type { InForce } from './in-force.rules.ts';
import type { ProcedureRow } from './procedure.repo.ts';
import type { PublicationRow, VersionHead } from './version.repo.ts';

type Person = { id: string; name: string } | null;

export function presentSummary(
  row: ProcedureRow,
  given: {
    owner: Person;
    open: VersionHead | null;
    current: readonly InForce<PublicationRow>[];
    coming: readonly PublicationRow[];
    toRead: readonly PublicationRow[];
  },
): ProcedureSummary {
  const { id, code, name, kind, matching, fourEyes, version } = row;
  const { owner, open, current, coming, toRead } = given;
  const named = ({ versionId, number }: PublicationRow) => ({ versionId, number });
  return {
    id,
    code,
    name,
    kind,
    owner,
    matching,
    fourEyes,
    updatedAt: row.updatedAt.toString(),
    version,
    open: open === null ? null : { versionId: open.id, number: open.number, status: open.status },
    inForce: current.map(({ publication, teamIds }) => ({
      ...named(publication),
      inForceFrom: publication.inForceFrom,
      teamIds,
    })),
    coming: coming.map((one) => ({
      ...named(one),
      inForceFrom: one.inForceFrom,
      teamIds: [...one.teamIds],
    })),
    toRead: toRead.map(named),
  };
}

/** @param inForceFor the teams that it is in force for today; null where it is not */
export function presentVersionHead(
  row: VersionHead,
  publications: readonly PublicationRow[],
  inForceFor: string[] | null,
  names: ReadonlyMap<string, string>,
): ProcedureVersionSummary {
  const person = (id: string | null): Person => (id === null ? null : { id, name: names.get(id) ?? '' });
  const { id, procedureId, number, status, change, origin, returned, retiredOn, version } = row;
  return {
    id,
    procedureId,
    number,
    status,
    change,
    authors: row.authors.map((author) => ({ id: author, name: names.get(author) ?? '' })),
    from: origin,
    submittedAt: row.submittedAt?.toString() ?? null,
    approved: row.approvedAt === null ? null : { by: person(row.approvedBy), at: row.approvedAt.toString() },
    returned:
      returned === null ? null : { by: person(returned.by), at: returned.at, reason: returned.reason },
    publications: publications.map((one) => ({
      inForceFrom: one.inForceFrom,
      teamIds: [...one.teamIds],
      roles: one.roles,
      publishedAt: one.publishedAt.toString(),
      publishedBy: person(one.publishedBy),
    })),
    retiredOn,
    inForceFor,
    createdAt: row.createdAt.toString(),
    updatedAt: row.updatedAt.toString(),
    version,
  };
}
