import { z } from 'zod';
import { id, instant, pageOf, pageQuery, text } from './common.ts';
import {
  complaintClass,
  severity,
  ticketChannel,
  ticketKind,
  ticketPriority,
  ticketRelation,
  ticketStatus,
} from './ticket-values.ts';
import { noteInput, replyInput, ticket, ticketChange, ticketTag } from './tickets.ts';

/** Order of a list; `-` is newest or latest first. `priority`: urgent first, then oldest. `due`: next promise due first. */
export const ticketSorts = ['-updated', 'updated', '-created', 'created', 'priority', 'due'] as const;
export const ticketSort = z.enum(ticketSorts);
export type TicketSort = z.infer<typeof ticketSort>;

const person = z.union([z.literal('me'), z.literal('none'), id]);
const team = z.union([z.literal('mine'), z.literal('none'), id]);

const filterParts = {
  status: z.array(ticketStatus).min(1).max(6),
  kind: z.array(ticketKind).min(1).max(6),
  channel: z.array(ticketChannel).min(1).max(7),
  priority: z.array(ticketPriority).min(1).max(4),
  /** These categories and all below them. */
  category: z.array(id).min(1).max(50),
  team: z.array(team).min(1).max(50),
  assignee: z.array(person).min(1).max(50),
  customer: z.array(id).min(1).max(50),
  /** Tickets that carry all of these tags. */
  tags: z.array(ticketTag).min(1).max(10),
  complaintClass: z.array(complaintClass).min(1).max(5),
  severity: z.array(severity).min(1).max(4),
};
const filterRest = {
  following: z.literal('me').optional(),
  parent: id.optional(),
  source: z.string().max(50).optional(),
  createdFrom: instant.optional(),
  /** Exclusive, like every `…To`. */
  createdTo: instant.optional(),
  updatedFrom: instant.optional(),
  updatedTo: instant.optional(),
  solvedFrom: instant.optional(),
  solvedTo: instant.optional(),
  /** Words in subject, messages, number and requester's name; simplified and traditional Chinese alike. */
  q: text(200).optional(),
};

/** Which tickets a list, a saved view or an export holds. All parts must hold. */
export const ticketFilter = z.strictObject({
  status: filterParts.status.optional(),
  kind: filterParts.kind.optional(),
  channel: filterParts.channel.optional(),
  priority: filterParts.priority.optional(),
  category: filterParts.category.optional(),
  team: filterParts.team.optional(),
  assignee: filterParts.assignee.optional(),
  customer: filterParts.customer.optional(),
  tags: filterParts.tags.optional(),
  complaintClass: filterParts.complaintClass.optional(),
  severity: filterParts.severity.optional(),
  ...filterRest,
});
export type TicketFilter = z.infer<typeof ticketFilter>;

/** In a query string a list is written with commas: `status=new,open`. */
const listed = <T extends z.ZodType<unknown, string[]>>(list: T) =>
  z
    .string()
    .max(4_000)
    .transform((given) => given.split(',').map((item) => item.trim()))
    .pipe(list)
    .optional();

const severities = z.array(z.string().transform(Number).pipe(severity)).min(1).max(4);

const queryFilter = {
  status: listed(filterParts.status),
  kind: listed(filterParts.kind),
  channel: listed(filterParts.channel),
  priority: listed(filterParts.priority),
  category: listed(filterParts.category),
  team: listed(filterParts.team),
  assignee: listed(filterParts.assignee),
  customer: listed(filterParts.customer),
  tags: listed(filterParts.tags),
  complaintClass: listed(filterParts.complaintClass),
  severity: listed(severities),
  ...filterRest,
  /** A saved view: its filter and sort hold where the query says nothing else. */
  view: id.optional(),
};

/** Query of `GET /api/v1/tickets`. With `q` the order is newest first and `sort` is not taken. */
export const ticketListQuery = pageQuery.extend({ ...queryFilter, sort: ticketSort.optional() });
export type TicketListQuery = z.infer<typeof ticketListQuery>;

/** Query of `GET /api/v1/tickets/count`. */
export const ticketCountQuery = z.strictObject(queryFilter);

/** Query of `GET /api/v1/tickets/export`: a list as a file, whole. */
export const ticketExportQuery = z.strictObject({
  ...queryFilter,
  sort: ticketSort.optional(),
  format: z.enum(['csv', 'xlsx']).default('csv'),
});

/** How many tickets there are: up to 1,000, and among the 10,000 changed last. `capped` means "that many or more". */
export const ticketCount = z.object({ count: z.int(), capped: z.boolean() });

/**
 * A page may hold fewer tickets than `limit`, even none, and still have a next one: a request looks at 10,000 tickets
 * at most (2,000 with `q` or `sort=due`) and the next goes on from there.
 */
export const ticketPage = pageOf(ticket);

/** The same change, reply or note on up to 500 tickets. */
export const bulkInput = z
  .strictObject({
    ids: z.array(id).min(1).max(500),
    change: ticketChange.optional(),
    reply: replyInput.optional(),
    note: noteInput.optional(),
    link: z.strictObject({ otherId: id, relation: ticketRelation }).optional(),
  })
  .refine((input) => input.change ?? input.reply ?? input.note ?? input.link, { error: 'nothing_to_do' });
export type BulkInput = z.infer<typeof bulkInput>;

/** For each id what became of it: done with its new version, or the error with its code. Each ticket wholly or not at all. */
export const bulkResult = z.object({
  done: z.int(),
  failed: z.int(),
  results: z.array(
    z.discriminatedUnion('ok', [
      z.object({ id, ok: z.literal(true), version: z.int() }),
      z.object({ id, ok: z.literal(false), code: z.string(), message: z.string() }),
    ]),
  ),
});
export type BulkResult = z.infer<typeof bulkResult>;
