import { openStatuses, ticketPriorities } from '@jingyun/contracts';
import { type RawBuilder, sql } from 'kysely';
import type { Reach } from './ticket.policy.ts';

/*
 * The pieces of SQL that every statement on tickets is made of: the row in code's words, and who reaches it.
 */

/** Members of TicketState with their columns' types, in one place: select, insert and update are made from it. */
const members = {
  id: 'uuid',
  number: 'bigint',
  kind: 'text',
  channel: 'text',
  status: 'text',
  statusSince: 'timestamptz',
  importance: 'text',
  urgency: 'text',
  priority: 'text',
  priorityReason: 'text',
  subject: 'text',
  categoryId: 'uuid',
  teamId: 'uuid',
  assigneeId: 'uuid',
  customerId: 'uuid',
  contactId: 'uuid',
  customerTier: 'text',
  requesterName: 'text',
  requesterEmail: 'text',
  requesterPhone: 'text',
  tags: 'text[]',
  customFields: 'jsonb',
  complaintClass: 'text',
  severity: 'smallint',
  parentId: 'uuid',
  mergedIntoId: 'uuid',
  source: 'text',
  externalId: 'text',
  importedFrom: 'text',
  createdByType: 'text',
  createdById: 'text',
  followerIds: 'uuid[]',
  createdAt: 'timestamptz',
  updatedAt: 'timestamptz',
  firstRepliedAt: 'timestamptz',
  lastReplyAt: 'timestamptz',
  lastCustomerAt: 'timestamptz',
  waitingSince: 'timestamptz',
  solvedAt: 'timestamptz',
  closedAt: 'timestamptz',
  waitedSeconds: 'integer',
  replies: 'integer',
  customerMessages: 'integer',
  reopens: 'integer',
  reassignments: 'integer',
  handovers: 'integer',
  version: 'integer',
} as const;

type Member = keyof typeof members;

const names = Object.keys(members) as Member[];
const column = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
/** Written once: they say where a ticket came from. */
const fixed = new Set<Member>(['id', 'number', 'createdAt', 'createdByType', 'createdById']);

/** Text made of this file's own constants only; no value of a request comes near it. */
const constant = (text: string): RawBuilder<unknown> => sql.raw(text);

/** `select ${stateColumns} from tickets t`: a TicketState. */
export const stateColumns = constant(names.map((name) => `t.${column(name)} as "${name}"`).join(', '));

/** Columns that follow from others, from the record r. */
const isOpen = `r.status in (${openStatuses.map((status) => `'${status}'`).join(', ')})`;
const priorityRank = `array_position(array[${ticketPriorities.map((priority) => `'${priority}'`).join(', ')}], r.priority)`;

export const ticketRecord = {
  /** Columns of an insert; the first three are org_id, id and number. */
  columns: ['org_id', ...names.map(column), 'is_open', 'priority_rank'].join(', '),
  /** The shape of TicketState as JSON. */
  definition: names.map((name) => `"${name}" ${members[name]}`).join(', '),
  /** What an insert takes from the JSON: all but the first three. */
  values: names
    .filter((name) => name !== 'id' && name !== 'number')
    .map((name) => `r."${name}"`)
    .concat(isOpen, priorityRank)
    .join(', '),
  /** What an update sets. */
  assignments: constant(
    names
      .filter((name) => !fixed.has(name))
      .map((name) => `${column(name)} = r."${name}"`)
      .concat(`is_open = ${isOpen}`, `priority_rank = ${priorityRank}`)
      .join(', '),
  ),
};

/** Whether a ticket (alias t) is within reach: the one place where row scopes become SQL. */
export function reaches(reach: Reach): RawBuilder<boolean> {
  if (reach.scope === 'all') return sql`true`;
  const own = sql<boolean>`(t.assignee_id = ${reach.actorId} or t.created_by_id = ${reach.actorId}::text
    or t.follower_ids @> array[${reach.actorId}]::uuid[])`;
  if (reach.scope === 'own') return own;
  return sql`(t.team_id is null or t.team_id = any(${[...reach.teamIds]}::uuid[]) or ${own})`;
}
