import { z } from 'zod';
import { id, instant, line, text, version } from './common.ts';
import { ticketFilter, ticketSort } from './ticket-lists.ts';
import { ticketKind } from './ticket-values.ts';
import { ticketChange } from './tickets.ts';

/** What an organisation sets up for its tickets: categories, custom fields, macros, saved views. */

export const categoryDepth = 4;

/** Names in other languages; where one is absent, `name` is shown. */
const names = z
  .strictObject({ 'zh-CN': line(100), 'zh-TW': line(100), en: line(100) })
  .partial()
  .default({});

const namesShown = z.object({ 'zh-CN': z.string(), 'zh-TW': z.string(), en: z.string() }).partial();

export const categoryInput = z.strictObject({
  parentId: id.nullable().default(null),
  /** Unique in the organisation; what imports and integrations use. */
  code: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$/),
  name: line(100),
  names,
  position: z.int().min(0).max(100_000).default(0),
  archived: z.boolean().default(false),
});
export type CategoryInput = z.infer<typeof categoryInput>;
export const ticketCategory = z.object({
  id,
  parentId: id.nullable(),
  code: z.string(),
  name: z.string(),
  names: namesShown,
  position: z.int(),
  /** 1 at the top, at most 4. */
  depth: z.int(),
  archived: z.boolean(),
  version,
});
export type TicketCategory = z.infer<typeof ticketCategory>;

export const ticketFieldTypes = ['text', 'number', 'date', 'select', 'multiselect', 'checkbox'] as const;

const fieldOptions = z
  .array(z.strictObject({ value: line(100), label: line(100), names }))
  .max(500)
  .default([]);
const fieldShape = {
  name: line(100),
  names,
  /** The kinds of ticket that have it; all where empty. */
  kinds: z.array(ticketKind).max(6).default([]),
  /** For select and multiselect. */
  options: fieldOptions,
  /** Whether a ticket can be solved without it. */
  requiredToSolve: z.boolean().default(false),
  position: z.int().min(0).max(100_000).default(0),
  archived: z.boolean().default(false),
};
export const ticketFieldInput = z.strictObject({
  /** Stays for good: values are kept under it. */
  key: z.string().regex(/^[a-z][a-zA-Z0-9_]{0,49}$/),
  type: z.enum(ticketFieldTypes),
  ...fieldShape,
});
export type TicketFieldInput = z.infer<typeof ticketFieldInput>;
/** Key and type of a field cannot change. */
export const ticketFieldChange = z.strictObject(fieldShape);
export type TicketFieldChange = z.infer<typeof ticketFieldChange>;
export const ticketField = z.object({
  id,
  key: z.string(),
  type: z.enum(ticketFieldTypes),
  ...fieldShape,
  version,
});
export type TicketField = z.infer<typeof ticketField>;

/** Who has a macro or a view: its maker, a team, everybody. */
export const visibilities = ['personal', 'team', 'all'] as const;
const sharing = {
  visibility: z.enum(visibilities).default('personal'),
  teamId: id.nullable().default(null),
};
const teamNamed = (input: { visibility: string; teamId: string | null }) =>
  (input.visibility === 'team') === (input.teamId !== null);

/** Words and actions for what comes again and again. Places: `{{ticket.number}}`, `{{customer.name}}` … */
export const macroInput = z
  .strictObject({
    name: line(100),
    ...sharing,
    text: text(20_000).optional(),
    /** Whether the words go to the customer or into a note. */
    public: z.boolean().default(true),
    change: ticketChange.default({}),
    position: z.int().min(0).max(100_000).default(0),
  })
  .refine(teamNamed, { error: 'team_for_team_visibility', path: ['teamId'] });
export type MacroInput = z.infer<typeof macroInput>;
export const ticketMacro = z.object({
  id,
  name: z.string(),
  visibility: z.enum(visibilities),
  teamId: id.nullable(),
  ownerId: id.nullable(),
  text: z.string().nullable(),
  public: z.boolean(),
  change: ticketChange,
  position: z.int(),
  version,
});
export type TicketMacro = z.infer<typeof ticketMacro>;
/** The places that a macro's words may name. */
export const macroPlaces = [
  'ticket.number',
  'ticket.subject',
  'ticket.status',
  'customer.name',
  'agent.name',
] as const;
/** What a macro would say and change on a ticket. */
export const macroPreview = z.object({
  text: z.string().nullable(),
  public: z.boolean(),
  change: ticketChange,
});
export const applyMacroInput = z.strictObject({
  macroId: id,
  /** The words as the agent edited them; the macro's own where absent. */
  text: text(100_000).optional(),
});

export const ticketColumns = [
  'number',
  'subject',
  'status',
  'priority',
  'kind',
  'channel',
  'category',
  'team',
  'assignee',
  'customer',
  'tags',
  'created',
  'updated',
  'solved',
  'due',
  'waiting',
  'severity',
] as const;
export const viewInput = z
  .strictObject({
    name: line(100),
    ...sharing,
    filter: ticketFilter,
    columns: z.array(z.enum(ticketColumns)).min(1).max(20),
    sort: ticketSort.default('-updated'),
    position: z.int().min(0).max(100_000).default(0),
  })
  .refine(teamNamed, { error: 'team_for_team_visibility', path: ['teamId'] });
export type ViewInput = z.infer<typeof viewInput>;
export const ticketView = z.object({
  id,
  name: z.string(),
  visibility: z.enum(visibilities),
  teamId: id.nullable(),
  ownerId: id.nullable(),
  filter: ticketFilter,
  columns: z.array(z.enum(ticketColumns)),
  sort: ticketSort,
  position: z.int(),
  version,
  createdAt: instant,
});
export type TicketView = z.infer<typeof ticketView>;

/** How tickets behave in the organisation as a whole. */
export const ticketBehaviour = z.strictObject({
  /** Solved tickets are closed after so many days; null: never by themselves. */
  closeSolvedAfterDays: z.int().min(1).max(365).nullable(),
});
export type TicketBehaviour = z.infer<typeof ticketBehaviour>;

/** What the portal takes from somebody who is not signed in. */
export const portalTicketInput = z.strictObject({
  name: line(200),
  email: z.email().max(254).optional(),
  phone: line(40).optional(),
  kind: z.enum(['inquiry', 'request', 'complaint', 'incident', 'afterSales']).default('inquiry'),
  subject: line(300),
  text: text(20_000),
  categoryId: id.optional(),
});
export type PortalTicketInput = z.infer<typeof portalTicketInput>;
