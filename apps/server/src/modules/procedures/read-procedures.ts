import type {
  Procedure,
  ProcedureListQuery,
  ProcedureSummary,
  ProcedureVersion,
  ProcedureVersionSummary,
} from '@jingyun/contracts';
import { authorise, type Call, may } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { normalise } from '../../platform/text/normalise.ts';
import { type Colleague, findColleagues, findUserNames } from '../people/index.ts';
import { isConcerned } from './acknowledge-version.ts';
import { allInForce } from './in-force.rules.ts';
import { presentSummary, presentVersionHead } from './procedure.present.ts';
import { allProcedures, getProcedure, type ProcedureRow } from './procedure.repo.ts';
import { today } from './publish-version.ts';
import {
  getVersion,
  openVersions,
  type PublicationRow,
  publicationsOf,
  readBy,
  type VersionHead,
  versionsOf,
} from './version.repo.ts';

/** The reader, as far as procedures concern them; null for keys and for the product itself. */
interface Reader {
  person: Colleague;
  read: ReadonlyMap<string, Temporal.Instant>;
}

async function readerOf(tx: Tx, { actor }: Call): Promise<Reader | null> {
  if (actor.type !== 'user' || actor.id === null) return null;
  const [person] = await findColleagues(tx, [actor.id]);
  return person === undefined ? null : { person, read: await readBy(tx, actor.id) };
}

/** All procedures that fit, by code. */
export async function listProcedures(
  tx: Tx,
  call: Call,
  query: ProcedureListQuery,
): Promise<ProcedureSummary[]> {
  authorise(call.actor, 'procedures.read');
  const on = await today(tx, call);
  const reader = await readerOf(tx, call);
  const publications = Map.groupBy(await publicationsOf(tx), (one) => one.procedureId);
  const open = new Map((await openVersions(tx)).map((version) => [version.procedureId, version]));
  const procedures = await allProcedures(tx);
  const names = await findUserNames(
    tx,
    procedures.flatMap(({ ownerId }) => ownerId ?? []),
  );
  return procedures
    .map((row) => summaryOf(row, publications.get(row.id) ?? [], open.get(row.id) ?? null, on, reader, names))
    .filter((summary) => fits(summary, query));
}

function fits(summary: ProcedureSummary, { kind, state, search }: ProcedureListQuery): boolean {
  if (kind !== undefined && summary.kind !== kind) return false;
  if (state !== undefined && !isIn(summary, state)) return false;
  if (search === undefined) return true;
  const wanted = normalise(search);
  return [summary.code, ...Object.values(summary.name)].some((text) => normalise(text).includes(wanted));
}

function isIn(summary: ProcedureSummary, state: NonNullable<ProcedureListQuery['state']>): boolean {
  const { open, inForce, coming, toRead } = summary;
  if (state === 'open') return open !== null;
  if (state === 'inForce') return inForce.length > 0;
  if (state === 'coming') return coming.length > 0;
  if (state === 'toRead') return toRead.length > 0;
  return open === null && inForce.length === 0 && coming.length === 0;
}

function summaryOf(
  row: ProcedureRow,
  publications: readonly PublicationRow[],
  open: VersionHead | null,
  on: string,
  reader: Reader | null,
  names: ReadonlyMap<string, string>,
): ProcedureSummary {
  const current = allInForce(publications, on);
  const inForce = new Set(current.map(({ publication }) => publication.versionId));
  const concerned = publications.filter(
    (one) =>
      inForce.has(one.versionId) &&
      reader !== null &&
      !reader.read.has(one.versionId) &&
      isConcerned(one, reader.person),
  );
  return presentSummary(row, {
    owner: row.ownerId === null ? null : { id: row.ownerId, name: names.get(row.ownerId) ?? '' },
    open,
    current,
    coming: publications.filter((one) => one.inForceFrom > on && one.retiredOn === null),
    toRead: [...new Map(concerned.map((one) => [one.versionId, one])).values()],
  });
}

/** A procedure with its versions, newest first. @throws ServiceError not_found */
export async function readProcedure(tx: Tx, call: Call, id: string): Promise<Procedure> {
  authorise(call.actor, 'procedures.read');
  const row = await getProcedure(tx, id);
  const on = await today(tx, call);
  const publications = await publicationsOf(tx, id);
  const versions = await versionsOf(tx, id);
  const names = await namesIn(tx, versions, publications, row.ownerId);
  const open = versions.find(({ status }) => status !== 'published' && status !== 'retired') ?? null;
  return {
    ...summaryOf(row, publications, open, on, await readerOf(tx, call), names),
    versions: versions.map((version) => headOf(version, publications, on, names)),
  };
}

/** A version with its content. @throws ServiceError not_found */
export async function readVersion(tx: Tx, call: Call, id: string): Promise<ProcedureVersion> {
  authorise(call.actor, 'procedures.read');
  const version = await getVersion(tx, id);
  const publications = await publicationsOf(tx, version.procedureId);
  const names = await namesIn(tx, [version], publications, null);
  const reader = await readerOf(tx, call);
  const { fourEyes } = await getProcedure(tx, version.procedureId);
  const { actor } = call;
  const isAuthor = actor.id !== null && version.authors.includes(actor.id);
  const own = publications.filter((one) => one.versionId === id);
  const concerns =
    reader !== null && version.status === 'published' && own.some((one) => isConcerned(one, reader.person));
  return {
    ...headOf(version, publications, await today(tx, call), names),
    content: version.content,
    mayApprove: may(actor, 'procedures.approve') && (!fourEyes || (actor.type === 'user' && !isAuthor)),
    toRead: concerns && reader.read.get(id) === undefined,
    readAt: reader?.read.get(id)?.toString() ?? null,
  };
}

async function namesIn(
  tx: Tx,
  versions: readonly VersionHead[],
  publications: readonly PublicationRow[],
  ownerId: string | null,
): Promise<ReadonlyMap<string, string>> {
  const ids = [
    ownerId,
    ...versions.flatMap(({ authors, approvedBy, returned }) => [...authors, approvedBy, returned?.by]),
    ...publications.map(({ publishedBy }) => publishedBy),
  ];
  return findUserNames(tx, [...new Set(ids.filter((id) => id != null))]);
}

function headOf(
  version: VersionHead,
  publications: readonly PublicationRow[],
  on: string,
  names: ReadonlyMap<string, string>,
): ProcedureVersionSummary {
  const own = publications.filter((one) => one.versionId === version.id);
  const current = allInForce(publications, on).find(
    ({ publication }) => publication.versionId === version.id,
  );
  return presentVersionHead(version, own, current?.teamIds ?? null, names);
}
