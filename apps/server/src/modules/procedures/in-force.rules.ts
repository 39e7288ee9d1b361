import type { ProcedureMatching, TicketChannel, TicketKind } from '@jingyun/contracts';

/** A publication of a version, as far as it decides what is in force. */
export interface Published {
  versionId: string;
  number: number;
  /** YYYY-MM-DD, in the organisation's time zone. */
  inForceFrom: string;
  /** Empty: all teams. */
  teamIds: readonly string[];
  /** From this day on the version is in force no more. */
  retiredOn: string | null;
}

/**
 * What is in force for a team on a day: of the publications for that team up to the day, the one with the newest
 * day; of two of one day one that is not retired by then, then the one with the higher number. Where that version is
 * retired, nothing is in force: an older one does not come back by itself, but one published again does.
 *
 * @param publications of one procedure
 * @param teamId null for work that no team has: only what is for all teams
 * @param on YYYY-MM-DD
 */
export function inForceFor<P extends Published>(
  publications: readonly P[],
  teamId: string | null,
  on: string,
): P | null {
  let newest: P | null = null;
  for (const one of publications) {
    if (one.inForceFrom > on || !isFor(one, teamId)) continue;
    if (newest === null || comesAfter(one, newest, on)) newest = one;
  }
  return newest === null || isRetired(newest, on) ? null : newest;
}

function isRetired({ retiredOn }: Published, on: string): boolean {
  return retiredOn !== null && retiredOn <= on;
}

function isFor({ teamIds }: Published, teamId: string | null): boolean {
  return teamIds.length === 0 || (teamId !== null && teamIds.includes(teamId));
}

function comesAfter(a: Published, b: Published, on: string): boolean {
  if (a.inForceFrom !== b.inForceFrom) return a.inForceFrom > b.inForceFrom;
  const [aEnded, bEnded] = [isRetired(a, on), isRetired(b, on)];
  return aEnded === bEnded ? a.number > b.number : bEnded;
}

/** What is in force on a day, team by team. */
export interface InForce<P> {
  publication: P;
  /** The teams that it is in force for; empty for all those that have nothing else. */
  teamIds: string[];
}

/** Every version that is in force for anybody on a day: what is for all first, then what single teams have instead. */
export function allInForce<P extends Published>(publications: readonly P[], on: string): InForce<P>[] {
  const general = inForceFor(publications, null, on);
  const found = new Map<string, InForce<P>>();
  if (general !== null) found.set(general.versionId, { publication: general, teamIds: [] });
  for (const teamId of new Set(publications.flatMap((one) => one.teamIds))) {
    const own = inForceFor(publications, teamId, on);
    if (own === null || own.versionId === general?.versionId) continue;
    const entry = found.get(own.versionId) ?? { publication: own, teamIds: [] };
    entry.teamIds.push(teamId);
    found.set(own.versionId, entry);
  }
  return [...found.values()];
}

/** What of a ticket decides whether a procedure is for it. */
export interface Matched {
  kind: TicketKind;
  channel: TicketChannel;
}

/**
 * Whether a ticket is of the kinds, categories and channels that a procedure is for.
 * @param lineage the ticket's category and those above it (lineageOf)
 */
export function matches(matching: ProcedureMatching, ticket: Matched, lineage: readonly string[]): boolean {
  const { ticketKinds, categoryIds, channels } = matching;
  return (
    (ticketKinds.length === 0 || ticketKinds.includes(ticket.kind)) &&
    (channels.length === 0 || channels.includes(ticket.channel)) &&
    (categoryIds.length === 0 || lineage.some((id) => categoryIds.includes(id)))
  );
}

/** A category and all above it, itself first; at most ten levels, so that a loop cannot hold it. */
export function lineageOf(
  categories: ReadonlyMap<string, { parentId: string | null }>,
  categoryId: string | null,
): string[] {
  const found: string[] = [];
  for (let id = categoryId; id !== null && found.length < 10; id = categories.get(id)?.parentId ?? null)
    found.push(id);
  return found;
}
