import { customerEvents, type ImportedCustomer } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import type { EventDraft } from '../../platform/events/types.ts';
import { nameSearchText } from '../../platform/text/name-search.ts';
import { getOrganisation } from '../people/index.ts';
import { type NormalisedContact, readableContacts, regionOf } from './contact.rules.ts';
import {
  type ExternalKey,
  insertImportedContacts,
  insertImportedCustomers,
  insertImportedExternalIds,
  knownContacts,
  knownExternalIds,
  lockCustomerImports,
} from './import-customers.repo.ts';

export interface ImportedOutcome {
  customerId: string;
  /** `linked`: somebody known by an e-mail address or number now has this external id, too. */
  outcome: 'created' | 'linked' | 'found';
}

interface Incoming {
  given: ImportedCustomer;
  key: string;
  contacts: NormalisedContact[];
}

const keyOf = ({ source, externalId }: ExternalKey) => `${source}\n${externalId}`;
const contactKey = ({ type, normalised }: { type: string; normalised: string }) => `${type}\n${normalised}`;

/**
 * The customers of an import, of the demo, or named by imported tickets: found by external
 * id, else by a contact that leads to somebody, else made. Whoever is found stays as they
 * are. A handful of statements for any number; a few thousand at a time are best.
 *
 * Contacts that are neither address nor number are left out, as are those that somebody
 * else has already.
 *
 * @param batch shapes of `importedCustomer`, parsed
 * @returns one outcome for each, in order; the same batch again gives the same customers
 */
export async function importCustomers(
  tx: Tx,
  call: Call,
  batch: readonly ImportedCustomer[],
): Promise<ImportedOutcome[]> {
  authorise(call.actor, 'customers.write');
  if (batch.length === 0) return [];
  await lockCustomerImports(tx);
  const region = regionOf((await getOrganisation(tx)).locale);
  const incoming = batch.map((given) => ({
    given,
    key: keyOf(given),
    contacts: readableContacts(given.contacts ?? [], region),
  }));
  const byKey = new Map((await knownExternalIds(tx, batch)).map((known) => [keyOf(known), known.customerId]));
  const strangers = incoming.filter(({ key }) => !byKey.has(key));
  const contacts = strangers.flatMap((stranger) => stranger.contacts);
  const byContact = new Map(
    (await knownContacts(tx, contacts)).map((known) => [contactKey(known), known.customerId]),
  );
  const outcomes = incoming.map((one) => place(one, byKey, byContact));
  await write(tx, call, incoming, outcomes);
  return outcomes.map(({ customerId, outcome }) => ({ customerId, outcome }));
}

interface Placed extends ImportedOutcome {
  /** Those of its contacts that are its own from now on. */
  newContacts: NormalisedContact[];
}

/** Decides who an incoming customer is, and notes it for those that come after in the batch. */
function place(one: Incoming, byKey: Map<string, string>, byContact: Map<string, string>): Placed {
  const known = byKey.get(one.key);
  if (known !== undefined) return { customerId: known, outcome: 'found', newContacts: [] };
  const reached = one.contacts
    .map((contact) => byContact.get(contactKey(contact)))
    .find((id) => id !== undefined);
  const customerId = reached ?? uuidv7();
  byKey.set(one.key, customerId);
  const newContacts =
    reached === undefined ? one.contacts.filter((contact) => !byContact.has(contactKey(contact))) : [];
  for (const contact of newContacts) byContact.set(contactKey(contact), customerId);
  return { customerId, outcome: reached === undefined ? 'created' : 'linked', newContacts };
}

async function write(
  tx: Tx,
  call: Call,
  incoming: readonly Incoming[],
  placed: readonly Placed[],
): Promise<void> {
  const fresh = incoming.flatMap((one, index) => {
    const to = placed[index];
    return to === undefined || to.outcome === 'found' ? [] : [{ ...one.given, to }];
  });
  const created = fresh.filter(({ to }) => to.outcome === 'created');
  await insertImportedCustomers(
    tx,
    created.map(({ to, ...given }) => ({
      id: to.customerId,
      kind: given.kind ?? 'person',
      name: given.name,
      search: nameSearchText(given.name),
      tier: given.tier ?? null,
      tags: given.tags ?? [],
      locale: given.locale ?? null,
      custom: given.custom ?? {},
      created_at: given.createdAt ?? call.now.toString(),
    })),
  );
  const contacts = created.flatMap(({ to }) =>
    to.newContacts.map((contact) => ({ ...contact, id: uuidv7(), customerId: to.customerId })),
  );
  await insertImportedContacts(tx, contacts);
  const keys = fresh.map(({ source, externalId, to }) => ({ source, externalId, customerId: to.customerId }));
  await insertImportedExternalIds(tx, keys);
  await appendEvents(
    tx,
    fresh.map(({ to, ...given }) => eventOf(call, given, to)),
  );
}

function eventOf(call: Call, given: ImportedCustomer, to: Placed): EventDraft {
  const { source, externalId } = given;
  const about = {
    subject: { type: 'customer', id: to.customerId },
    customerId: to.customerId,
    actor: eventActor(call.actor),
    cause: call.cause,
  };
  if (to.outcome === 'linked') {
    return {
      ...about,
      definition: customerEvents.linked,
      data: { source, externalId },
      occurredAt: call.now,
    };
  }
  const customer = {
    kind: given.kind ?? 'person',
    name: given.name,
    accountId: null,
    tier: given.tier ?? null,
    tags: given.tags ?? [],
    ownerId: null,
  };
  const occurredAt = given.createdAt === undefined ? call.now : Temporal.Instant.from(given.createdAt);
  return { ...about, definition: customerEvents.created, data: { customer, source }, occurredAt };
}
