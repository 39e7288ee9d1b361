import { randomUUID } from 'node:crypto';
import { createTicketInput, type EventActor, type RowScope, type TicketFilter } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Actor, Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { createTicket } from './create-ticket.ts';
import { listTickets } from './list-tickets.ts';
import { emptyTicket, type Occurrence, type TicketState } from './ticket.state.ts';

/** Tickets, people and calls for tests: each states only what matters to it. */

export const at = (time: string) => Temporal.Instant.from(time);

/** 2026-03-02 10:00 in Shanghai, later by some minutes. */
export const minute = (minutes: number) => at('2026-03-02T02:00:00Z').add({ minutes });

export const agentActor: EventActor = { type: 'user', id: '00000000-0000-4000-8000-000000000001' };
export const customerActor: EventActor = { type: 'customer', id: null };

export const when = (minutes: number, actor: EventActor = agentActor): Occurrence => ({
  at: minute(minutes),
  actor,
});

/** A ticket in memory. */
export function ticketState(over: Partial<TicketState> = {}): TicketState {
  const start = minute(0);
  const blank = emptyTicket({
    id: randomUUID(),
    subject: '洗衣机漏水',
    kind: 'afterSales',
    channel: 'phone',
    at: start,
    actor: agentActor,
  });
  return { ...blank, number: 1, waitingSince: start, ...over };
}

/** Makes a ticket in the database. */
export async function makeTicket(
  tx: Tx,
  call: Call,
  over: Partial<z.input<typeof createTicketInput>> = {},
): Promise<TicketState> {
  const input = createTicketInput.parse({
    subject: '洗衣机漏水',
    kind: 'afterSales',
    channel: 'phone',
    ...over,
  });
  return (await createTicket(tx, call, input)).ticket;
}

/** A person of the organisation, and calls by that person. */
export async function makeUser(tx: Tx, name = '李娜'): Promise<string> {
  const id = randomUUID();
  await sql`
    insert into users (org_id, id, name, search, locale) values (${tx.orgId}, ${id}, ${name}, ${name}, 'zh-CN')
  `.execute(tx.db);
  return id;
}

export async function makeTeam(tx: Tx, name: string = randomUUID()): Promise<string> {
  const id = randomUUID();
  await sql`insert into teams (org_id, id, name) values (${tx.orgId}, ${id}, ${name})`.execute(tx.db);
  return id;
}

export async function makeCustomer(tx: Tx, name = '王芳', tier: string | null = null): Promise<string> {
  const id = randomUUID();
  await sql`
    insert into customers (org_id, id, kind, name, search, tier)
    values (${tx.orgId}, ${id}, 'person', ${name}, ${name}, ${tier})
  `.execute(tx.db);
  return id;
}

const all: readonly string[] = ['read', 'create', 'update', 'reply', 'note', 'share', 'configure'];

/** A call by a user with every ticket permission in one scope, or with those given. */
export function callBy(
  call: Call,
  userId: string,
  given: { scope?: RowScope; teamIds?: string[]; permissions?: readonly string[] } = {},
): Call {
  const { scope = 'all', teamIds = [], permissions = all } = given;
  const actor: Actor = {
    ...call.actor,
    type: 'user',
    id: userId,
    name: '李娜',
    teamIds,
    grants: new Map(permissions.map((verb) => [`tickets.${verb}`, scope])),
  };
  return { ...call, actor };
}

/** The numbers that a list gives. */
export async function numbersOf(
  tx: Tx,
  call: Call,
  filter: TicketFilter = {},
  limit = 50,
): Promise<number[]> {
  const page = await listTickets(tx, call, { ...filter, sort: 'created', limit });
  return page.tickets.map((ticket) => ticket.number);
}

/** Types of a ticket's events in the order in which they were appended. */
export async function eventTypes(tx: Tx, ticketId: string): Promise<string[]> {
  const { rows } = await sql<{ type: string }>`
    select type from events where org_id = ${tx.orgId} and ticket_id = ${ticketId} order by txid, id
  `.execute(tx.db);
  return rows.map((row) => row.type);
}
