import type { Countermeasure, CountermeasureInput } from '@jingyun/contracts';

/** A countermeasure as it is sent back. */
export const inputOfMeasure = ({
  text,
  owner,
  dueOn,
  causeId,
  status,
  doneOn,
}: Countermeasure): CountermeasureInput => ({
  text,
  ownerId: owner?.id ?? null,
  dueOn,
  causeId,
  status,
  doneOn,
});
