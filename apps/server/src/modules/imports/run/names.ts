import type { Call } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { importCustomers } from '../../customers/index.ts';
import { ensureImportedTeams, ensureImportedUsers } from '../../people/index.ts';
import { ensureImportedCategories, ensureImportedFields } from '../../tickets/index.ts';
import type { TicketHistory, TicketState } from '../history/types.ts';

/** Ids of what a file names, by the name. */
export interface Names {
  teams: ReadonlyMap<string, string>;
  users: ReadonlyMap<string, string>;
  categories: ReadonlyMap<string, string>;
  /** Keys of custom fields, by the column that they keep. */
  fields: ReadonlyMap<string, string>;
  /** By `requesterKey`. */
  customers: ReadonlyMap<string, string>;
}

export const emptyNames = (): Names => ({
  teams: new Map(),
  users: new Map(),
  categories: new Map(),
  fields: new Map(),
  customers: new Map(),
});

/** What a requester is known by in the source: the address, else the number, else the name. */
export function requesterKey({ name, email, phone }: NonNullable<TicketHistory['requester']>): string {
  return (email ?? phone ?? name ?? '').slice(0, 200);
}

/** Adds to the names known so far those that these tickets bring; whoever nobody knows is made. */
export async function namesOf(
  tx: Tx,
  call: Call,
  source: string,
  tickets: readonly TicketHistory[],
  known: Names,
): Promise<Names> {
  const missing = (field: 'team' | 'assignee' | 'category', already: ReadonlyMap<string, string>) => {
    const found = new Set<string>();
    for (const ticket of tickets) {
      for (const state of statesOf(ticket)) {
        const name = state[field];
        if (typeof name === 'string' && !already.has(name)) found.add(name);
      }
    }
    return found;
  };
  return {
    teams: await join(known.teams, missing('team', known.teams), (names) =>
      ensureImportedTeams(tx, call, source, names),
    ),
    users: await join(known.users, missing('assignee', known.users), (names) =>
      ensureImportedUsers(tx, call, source, names),
    ),
    categories: await join(known.categories, missing('category', known.categories), (names) =>
      ensureImportedCategories(tx, call, names),
    ),
    fields: await join(known.fields, columnsKept(tickets, known.fields), (names) =>
      ensureImportedFields(tx, call, names),
    ),
    customers: await customersOf(tx, call, source, tickets, known.customers),
  };
}

function columnsKept(
  tickets: readonly TicketHistory[],
  known: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const columns = new Set(tickets.flatMap(({ kept = {} }) => Object.keys(kept)));
  return columns.difference(new Set(known.keys()));
}

function statesOf(ticket: TicketHistory): Partial<TicketState>[] {
  return ticket.steps.flatMap((step) =>
    step.type === 'created' ? [step.state] : step.type === 'changed' ? [step.to] : [],
  );
}

async function join(
  known: ReadonlyMap<string, string>,
  missing: ReadonlySet<string>,
  ensure: (names: ReadonlySet<string>) => Promise<ReadonlyMap<string, string>>,
): Promise<ReadonlyMap<string, string>> {
  return missing.size === 0 ? known : new Map([...known, ...(await ensure(missing))]);
}

async function customersOf(
  tx: Tx,
  call: Call,
  source: string,
  tickets: readonly TicketHistory[],
  known: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const missing = new Map<string, { requester: NonNullable<TicketHistory['requester']>; since: number }>();
  for (const { requester, createdAt } of tickets) {
    if (requester === null || known.has(requesterKey(requester))) continue;
    const key = requesterKey(requester);
    missing.set(key, { requester, since: Math.min(createdAt, missing.get(key)?.since ?? createdAt) });
  }
  if (missing.size === 0) return known;
  const outcomes = await importCustomers(
    tx,
    call,
    [...missing].map(([externalId, { requester, since }]) => ({
      source,
      externalId,
      name: (requester.name ?? externalId).replace(/\p{Cc}+/gu, ' ').trim(),
      contacts: [
        ...(requester.email === null
          ? []
          : [{ type: 'email' as const, value: requester.email, primary: true }]),
        ...(requester.phone === null
          ? []
          : [{ type: 'phone' as const, value: requester.phone, primary: true }]),
      ],
      createdAt: new Date(since).toISOString(),
    })),
  );
  const ids = [...missing.keys()].flatMap((key, index) => {
    const id = outcomes[index]?.customerId;
    return id === undefined ? [] : [[key, id] as const];
  });
  return new Map([...known, ...ids]);
}
