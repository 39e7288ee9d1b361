import {
  type CountermeasureInput,
  countermeasureAdded,
  countermeasureChanged,
  countermeasureDone,
  countermeasureRemoved,
} from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { getOrganisation } from '../people/index.ts';
import { listCauses } from './cause.repo.ts';
import { refuseUnknownPeople } from './check-plan.ts';
import {
  type CountermeasureRow,
  deleteCountermeasure,
  listCountermeasures,
  writeCountermeasure,
} from './countermeasure.repo.ts';
import {
  causeOfCountermeasure,
  countermeasureFacts,
  openingOf,
  type Told,
  tell,
} from './improvement.events.ts';
import { type ImprovementRow, updateImprovement } from './improvement.repo.ts';
import { todayIn, workOn } from './work-on.ts';

/** More, and nobody sees what is to be done. */
const mostCountermeasures = 100;

/**
 * Adds a countermeasure, which may be finished already.
 * @throws ServiceError as workOn; improvement_limit_reached, improvement_done_in_future, unknown_reference
 */
export async function addCountermeasure(
  tx: Tx,
  call: Call,
  id: string,
  expected: number,
  input: CountermeasureInput,
): Promise<{ improvement: ImprovementRow; countermeasureId: string }> {
  const before = await workOn(tx, call, id, expected);
  if ((await listCountermeasures(tx, [id])).length >= mostCountermeasures)
    throw new ServiceError('improvement_limit_reached', { params: { limit: mostCountermeasures } });
  const row: CountermeasureRow = {
    ...input,
    id: uuidv7(),
    improvementId: id,
    doneOn: await doneOnOf(tx, call, input),
    addedAt: call.now,
  };
  return {
    improvement: await write(tx, call, before, null, row),
    countermeasureId: row.id,
  };
}

/** Replaces a countermeasure whole. @throws ServiceError as addCountermeasure */
export async function replaceCountermeasure(
  tx: Tx,
  call: Call,
  { id, countermeasureId }: { id: string; countermeasureId: string },
  expected: number,
  input: CountermeasureInput,
): Promise<ImprovementRow> {
  const before = await workOn(tx, call, id, expected);
  const known = await find(tx, id, countermeasureId);
  const since = input.status === 'done' ? (input.doneOn ?? known.doneOn) : input.doneOn;
  const doneOn = await doneOnOf(tx, call, { ...input, doneOn: since });
  return write(tx, call, before, known, { ...known, ...input, doneOn });
}

/** Takes a countermeasure away; what was done is better dropped, so that it stays to be seen. @throws ServiceError as workOn */
export async function removeCountermeasure(
  tx: Tx,
  call: Call,
  { id, countermeasureId }: { id: string; countermeasureId: string },
  expected: number,
): Promise<ImprovementRow> {
  const before = await workOn(tx, call, id, expected);
  const known = await find(tx, id, countermeasureId);
  await deleteCountermeasure(tx, countermeasureId);
  const row = await updateImprovement(tx, before);
  await tell(tx, call, [told(countermeasureRemoved, known, openingOf(row))]);
  return row;
}

async function write(
  tx: Tx,
  call: Call,
  before: ImprovementRow,
  known: CountermeasureRow | null,
  next: CountermeasureRow,
): Promise<ImprovementRow> {
  await refuseUnknownPeople(tx, 'ownerId', next.ownerId === null ? [] : [next.ownerId]);
  const cause = (await listCauses(tx, before.id)).find(({ id }) => id === next.causeId);
  if (next.causeId !== null && cause === undefined)
    throw new ServiceError('unknown_reference', { params: { field: 'causeId' } });
  await writeCountermeasure(tx, next);
  const row = await updateImprovement(tx, before);
  const follows = await causeOfCountermeasure(tx, row, cause);
  const isDone = next.status === 'done' && known?.status !== 'done';
  const events: Told[] = [];
  if (known === null) events.push(told(countermeasureAdded, next, follows));
  else if (!isDone) events.push(told(countermeasureChanged, next, follows));
  if (isDone) events.push(told(countermeasureDone, next, follows));
  await tell(tx, call, events);
  return row;
}

const told = (definition: Told['definition'], row: CountermeasureRow, cause: Told['cause']): Told => ({
  definition,
  subject: 'countermeasure',
  id: row.id,
  data: countermeasureFacts(row),
  cause,
});

/** The day since when it works: today unless said; never one to come. */
async function doneOnOf(
  tx: Tx,
  call: Call,
  { status, doneOn }: Pick<CountermeasureInput, 'status' | 'doneOn'>,
): Promise<string | null> {
  if (status !== 'done') {
    if (doneOn !== null) throw new ServiceError('improvement_done_in_future');
    return null;
  }
  const { timeZone } = await getOrganisation(tx);
  const today = todayIn(timeZone, call.now).toString();
  if (doneOn !== null && doneOn > today) throw new ServiceError('improvement_done_in_future');
  return doneOn ?? today;
}

/** @throws ServiceError not_found */
async function find(tx: Tx, id: string, countermeasureId: string): Promise<CountermeasureRow> {
  const found = (await listCountermeasures(tx, [id])).find((row) => row.id === countermeasureId);
  if (found === undefined) throw new ServiceError('not_found');
  return found;
}
