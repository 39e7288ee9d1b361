import type { SlaPolicy } from '@jingyun/contracts';
import jsonLogic from 'json-logic-js';
import type { TicketFacts } from './sla.types.ts';

/** A policy as it was recorded at one point of the log; `seq` orders the records. */
export interface PolicyVersion {
  seq: number;
  /** `policy.validFrom` in epoch milliseconds. */
  from: number;
  policy: SlaPolicy;
  deleted: boolean;
}

/**
 * The policies a ticket is under: of each policy the version in force when the ticket was created, out of
 * those that had been recorded when the ticket was. A policy written later does not reach back, unless its
 * `validFrom` does and the ticket is recorded after it (an import of old tickets).
 *
 * @param versions every recorded version, any order
 * @param recorded the newest `seq` there was when the ticket was recorded
 * @param createdAt when the ticket was created, epoch milliseconds
 * @returns active policies in the order in which they are tried
 */
export function policiesInForce(
  versions: readonly PolicyVersion[],
  recorded: number,
  createdAt: number,
): SlaPolicy[] {
  const newest = new Map<string, PolicyVersion>();
  for (const version of versions) {
    if (version.seq > recorded || version.from > createdAt) continue;
    const known = newest.get(version.policy.id);
    if (known === undefined || isLater(version, known)) newest.set(version.policy.id, version);
  }
  return [...newest.values()]
    .filter((version) => !version.deleted && version.policy.active)
    .map((version) => version.policy)
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}

function isLater(a: PolicyVersion, b: PolicyVersion): boolean {
  return a.from > b.from || (a.from === b.from && a.seq > b.seq);
}

/** The first policy whose condition holds for the ticket as it is, or undefined. */
export function matchPolicy(policies: readonly SlaPolicy[], facts: TicketFacts): SlaPolicy | undefined {
  return policies.find(
    (policy) => policy.condition === true || Boolean(jsonLogic.apply(policy.condition as never, facts)),
  );
}
