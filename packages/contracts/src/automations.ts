import { z } from 'zod';
import { id, instant, line, pageQuery, version } from './common.ts';
import { defineEvent } from './events.ts';
import { definePermissions } from './permissions.ts';

/*
 * Terms.
 *
 * automation  when something happens (or the clock says so), if a condition holds, do actions
 * trigger     the kind of event, or a schedule over a list of records (its source)
 * context     what the condition may ask: `event.…` and, for tickets, `ticket.…`
 * action      what a module offers to be done, with its own parameters
 * run         one time that an automation looked at one event and acted, failed or was cut
 * cut         not run because it follows from too long a chain of automations: a loop
 */

export const automationPermissions = definePermissions({
  'automations.read': {
    words: { zh: '查看自动化规则与执行记录', en: 'See automations and their runs' },
    roles: { owner: 'all', manager: 'all', teamLead: 'all' },
  },
  'automations.manage': {
    words: { zh: '新建、修改、停用自动化规则', en: 'Create, change and switch off automations' },
    roles: { owner: 'all', manager: 'all' },
  },
});

/** Five-field cron in the organisation's time zone; at most every five minutes. */
const cron = z
  .string()
  .max(100)
  .regex(/^(\S+\s+){4}\S+$/, { error: 'cron_format' });

export const automationTrigger = z.discriminatedUnion('on', [
  z.strictObject({ on: z.literal('event'), event: z.string().max(100) }),
  z.strictObject({ on: z.literal('schedule'), cron, source: z.string().max(100) }),
]);
export type AutomationTrigger = z.infer<typeof automationTrigger>;

export const automationStep = z.strictObject({
  action: z.string().max(100),
  params: z.record(z.string(), z.unknown()),
});
export type AutomationStep = z.infer<typeof automationStep>;

/** JSONLogic; its fields depend on the trigger and are checked against the vocabulary when it is saved. */
const anyCondition = z.union([z.literal(true), z.record(z.string(), z.unknown())]);

export const automationInput = z.strictObject({
  name: line(120),
  description: z.string().max(1_000).default(''),
  active: z.boolean().default(true),
  trigger: automationTrigger,
  condition: anyCondition.default(true),
  steps: z.array(automationStep).min(1).max(10),
});
export type AutomationInput = z.infer<typeof automationInput>;

export const automation = z.object({
  ...automationInput.shape,
  id,
  position: z.int(),
  version,
  createdAt: instant,
  updatedAt: instant,
  /** Runs of the last 30 days. */
  runs: z.object({ done: z.int(), failed: z.int(), cut: z.int() }),
});
export type Automation = z.infer<typeof automation>;

export const runOutcomes = ['done', 'failed', 'cut'] as const;

export const automationRun = z.object({
  id,
  automationId: id,
  automationName: z.string(),
  outcome: z.enum(runOutcomes),
  at: instant,
  eventId: id.nullable(),
  eventType: z.string().nullable(),
  ticketId: id.nullable(),
  /** What each action did, or why it failed. */
  steps: z.array(z.object({ action: z.string(), ok: z.boolean(), message: z.string() })),
});
export type AutomationRun = z.infer<typeof automationRun>;

export const automationRunsQuery = z.strictObject({
  ...pageQuery.shape,
  automationId: id.optional(),
  outcome: z.enum(runOutcomes).optional(),
});

export const dryRunInput = z.strictObject({
  automation: automationInput,
  /** How many of the newest past events (or records of the source) to try. */
  limit: z.int().min(1).max(5_000).default(1_000),
});

export const dryRunAnswer = z.object({
  looked: z.int(),
  matched: z.int(),
  from: instant.nullable(),
  to: instant.nullable(),
  /** The newest that match. */
  samples: z.array(
    z.object({
      at: instant,
      eventType: z.string().nullable(),
      ticketId: id.nullable(),
      ticketNumber: z.int().nullable(),
    }),
  ),
});
export type DryRunAnswer = z.infer<typeof dryRunAnswer>;

/** What conditions may ask under a trigger, and what may be done: for the editor. */
export const vocabularyField = z.object({
  path: z.string(),
  type: z.enum(['text', 'number', 'boolean', 'list']),
  options: z.array(z.string()).optional(),
});
export const automationVocabulary = z.object({
  events: z.array(z.object({ type: z.string(), fields: z.array(vocabularyField) })),
  sources: z.array(z.object({ name: z.string(), title: z.string(), fields: z.array(vocabularyField) })),
  actions: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      on: z.enum(['ticket', 'any']),
      params: z.record(z.string(), z.unknown()),
    }),
  ),
});
export type AutomationVocabulary = z.infer<typeof automationVocabulary>;

const setting = z.object({
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});
export const automationSaved = defineEvent('automation.saved', setting);
export const automationRan = defineEvent(
  'automation.ran',
  z.object({ automationId: id, name: z.string(), outcome: z.enum(runOutcomes), steps: z.int().min(0) }),
);
export const automationEvents = [automationSaved, automationRan] as const;
