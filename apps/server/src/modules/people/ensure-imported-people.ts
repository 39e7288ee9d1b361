import { peopleEvents } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { nameSearchText } from '../../platform/text/name-search.ts';
import {
  importedTeams,
  importedUsers,
  insertImportedTeams,
  insertImportedUsers,
  type Known,
} from './imported-people.repo.ts';
import { getOrganisation } from './organisation.repo.ts';

/** The longest name that is kept; what an import brings beyond it is cut. */
const longest = 200;

/**
 * The users behind names in imported history, made where they are not known yet: inactive,
 * without e-mail address, marked with their source. The same source and name give the same
 * user again; `inviteUser` with the user's id turns one into a colleague who keeps the history.
 *
 * @param source where the names come from, e.g. `incident_log`
 * @returns name as given → user id; empty names are left out
 */
export async function ensureImportedUsers(
  tx: Tx,
  call: Call,
  source: string,
  names: Iterable<string>,
): Promise<Map<string, string>> {
  const { keys, keyOf } = keysOf(names);
  const known = idsOf(await importedUsers(tx, source, keys));
  const missing = keys.filter((key) => !known.has(key));
  if (missing.length > 0) {
    const { locale } = await getOrganisation(tx);
    const rows = missing.map((key) => ({ id: uuidv7(), name: key, search: nameSearchText(key), key }));
    const made = await insertImportedUsers(tx, source, locale, rows, call.now);
    await tell(tx, call, source, made, 'user');
    for (const { key, id } of made) known.set(key, id);
    await addRest(known, missing, (rest) => importedUsers(tx, source, rest));
  }
  return byName(keyOf, known);
}

/**
 * The teams behind names in imported history. A team of the same name is taken whatever
 * its origin; others are made, inactive, and marked with their source.
 *
 * @returns name as given → team id; empty names are left out
 */
export async function ensureImportedTeams(
  tx: Tx,
  call: Call,
  source: string,
  names: Iterable<string>,
): Promise<Map<string, string>> {
  const { keys, keyOf } = keysOf(names);
  const known = idsOf(await importedTeams(tx, source, keys));
  const missing = keys.filter((key) => !known.has(key));
  if (missing.length > 0) {
    const rows = missing.map((key) => ({ id: uuidv7(), key }));
    const made = await insertImportedTeams(tx, source, rows, call.now);
    await tell(tx, call, source, made, 'team');
    for (const { key, id } of made) known.set(key, id);
    // Names that differ in case only are one team: the later ones are found by name now.
    await addRest(known, missing, (rest) => importedTeams(tx, source, rest));
  }
  return byName(keyOf, known);
}

function keysOf(names: Iterable<string>): { keys: string[]; keyOf: Map<string, string> } {
  const keyOf = new Map<string, string>();
  for (const name of names) {
    const key = name.replaceAll(/\s+/g, ' ').trim().slice(0, longest);
    if (key !== '') keyOf.set(name, key);
  }
  return { keys: [...new Set(keyOf.values())], keyOf };
}

function idsOf(rows: readonly Known[]): Map<string, string> {
  return new Map(rows.map(({ key, id }) => [key, id]));
}

async function addRest(
  known: Map<string, string>,
  keys: readonly string[],
  find: (keys: readonly string[]) => Promise<Known[]>,
): Promise<void> {
  const rest = keys.filter((key) => !known.has(key));
  if (rest.length === 0) return;
  for (const { key, id } of await find(rest)) known.set(key, id);
}

function byName(keyOf: ReadonlyMap<string, string>, known: ReadonlyMap<string, string>): Map<string, string> {
  const ids = new Map<string, string>();
  for (const [name, key] of keyOf) {
    const id = known.get(key);
    if (id !== undefined) ids.set(name, id);
  }
  return ids;
}

async function tell(
  tx: Tx,
  call: Call,
  source: string,
  made: readonly Known[],
  type: 'user' | 'team',
): Promise<void> {
  const actor = eventActor(call.actor);
  await appendEvents(
    tx,
    made.map(({ id, key }) => ({
      ...(type === 'user'
        ? { definition: peopleEvents.userImported, data: { name: key, importedFrom: source } }
        : {
            definition: peopleEvents.teamCreated,
            data: { name: key, parentId: null, calendarId: null, importedFrom: source },
          }),
      subject: { type, id },
      actor,
      occurredAt: call.now,
      cause: call.cause,
    })),
  );
}
