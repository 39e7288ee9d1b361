import type { Cause, CauseInput } from '@jingyun/contracts';

/** The cause analysis as it is sent back. */
export const causesOf = (causes: readonly Cause[]): CauseInput[] =>
  causes.map(({ evidence, ...cause }) => ({ ...cause, ticketIds: evidence.map(({ ticketId }) => ticketId) }));

/**
 * One edit of the cause analysis. It is made on the list as it is now, so that it can be made again on a list that
 * somebody else has changed in the meantime; null where it makes no sense there any more.
 */
export type CauseEdit = (causes: CauseInput[]) => CauseInput[] | null;

const change =
  (id: string, next: (cause: CauseInput) => CauseInput | null): CauseEdit =>
  (causes) => {
    const found = causes.find((cause) => cause.id === id);
    const changed = found === undefined ? null : next(found);
    return changed === null ? null : causes.map((cause) => (cause.id === id ? changed : cause));
  };

/** Puts a cause behind all others; not where the cause that it explains is gone. */
export const addCause =
  (added: Omit<CauseInput, 'isRoot' | 'ticketIds'>): CauseEdit =>
  (causes) =>
    added.parentId !== null && !causes.some(({ id }) => id === added.parentId)
      ? null
      : [...causes, { ...added, isRoot: false, ticketIds: [] }];

/** Changes words and bone; not where somebody else wrote something else meanwhile. */
export const rewordCause = (before: CauseInput, text: string, category: string | null): CauseEdit =>
  change(before.id, (now) => (now.text === before.text ? { ...now, text, category } : null));

export const markRoot = (id: string, isRoot: boolean): CauseEdit => change(id, (now) => ({ ...now, isRoot }));

/** Takes a cause away with all that explain it. */
export const removeCause =
  (id: string): CauseEdit =>
  (causes) => {
    const gone = new Set(belowCause(causes, id));
    return gone.size === 0 ? null : causes.filter((cause) => !gone.has(cause.id));
  };

export const linkEvidence = (id: string, ticketId: string): CauseEdit =>
  change(id, (now) => ({
    ...now,
    ticketIds: [...now.ticketIds.filter((one) => one !== ticketId), ticketId],
  }));

export const unlinkEvidence = (id: string, ticketId: string): CauseEdit =>
  change(id, (now) => ({ ...now, ticketIds: now.ticketIds.filter((one) => one !== ticketId) }));

/** A cause and everything below it; empty where it is not there. */
export function belowCause(causes: readonly Pick<CauseInput, 'id' | 'parentId'>[], id: string): string[] {
  if (!causes.some((cause) => cause.id === id)) return [];
  const found = new Set([id]);
  // Children may stand before their parents, so until nothing is added.
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const cause of causes) {
      if (cause.parentId !== null && found.has(cause.parentId)) found.add(cause.id);
    }
  }
  return [...found];
}
