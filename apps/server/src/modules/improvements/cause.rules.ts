import type { CauseInput } from '@jingyun/contracts';
import { ServiceError } from '../../platform/errors/service-error.ts';

/** Deeper, and the picture shows nothing. */
export const deepestCause = 12;

type Node = Pick<CauseInput, 'id' | 'tool' | 'parentId' | 'category' | 'text'>;

/**
 * Refuses what is no analysis: causes that explain themselves, hang from nothing or from the other tool, lie too deep,
 * share an id, or whose category is missing or too much. O(causes × depth).
 *
 * @throws ServiceError improvement_cause_listed_twice, improvement_cause_parent, improvement_cause_cycle,
 *   improvement_cause_deep, improvement_cause_category
 */
export function refuseBadCauses(causes: readonly Node[]): void {
  const byId = new Map<string, Node>();
  for (const cause of causes) {
    if (byId.has(cause.id)) throw refusal('improvement_cause_listed_twice', cause);
    byId.set(cause.id, cause);
  }
  for (const cause of causes) {
    if (cause.parentId !== null && byId.get(cause.parentId)?.tool !== cause.tool)
      throw refusal('improvement_cause_parent', cause);
    refuseCycle(cause, byId);
    const isBone = cause.tool === 'fishbone' && cause.parentId === null;
    if (isBone !== (cause.category !== null)) throw refusal('improvement_cause_category', cause);
  }
}

/** Goes up from a cause: as many steps as there are causes, and one was met twice. */
function refuseCycle(cause: Node, byId: ReadonlyMap<string, Node>): void {
  let levels = 1;
  for (let at: Node | undefined = cause; at?.parentId != null; at = byId.get(at.parentId)) {
    if (at.parentId === cause.id || levels > byId.size) throw refusal('improvement_cause_cycle', cause);
    levels += 1;
  }
  if (levels > deepestCause) throw refusal('improvement_cause_deep', cause);
}

function refusal(
  code:
    | 'improvement_cause_listed_twice'
    | 'improvement_cause_parent'
    | 'improvement_cause_cycle'
    | 'improvement_cause_deep'
    | 'improvement_cause_category',
  { text }: Node,
): ServiceError {
  return new ServiceError(code, { params: { cause: text, limit: deepestCause } });
}
