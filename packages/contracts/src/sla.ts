import { z } from 'zod';
import { id, instant, line, pageQuery, version, type Words } from './common.ts';
import { condition } from './conditions.ts';
import { defineEvent } from './events.ts';
import { definePermissions } from './permissions.ts';

/*
 * Terms.
 *
 * promise   what a policy says for a ticket of some priority: reply or solve within so much working time
 * policy    promises under a condition; the first policy in order whose condition holds is the ticket's
 * clock     one promise at work on one ticket; `cycle` counts the clocks of a kind on a ticket, `run` the times
 *           that one was started
 * counted   working time that a clock has run, in seconds
 * due       the instant at which a running clock will have counted its target
 * ledger    a clock's whole life in stretches, each with its reason
 */

/** `imported` holds the verdict of the system a ticket came from; it has no target of ours. */
export const slaClockKinds = ['firstReply', 'nextReply', 'resolution', 'imported'] as const;
export const slaClockKind = z.enum(slaClockKinds);
export type SlaClockKind = z.infer<typeof slaClockKind>;

/** The kinds that a policy can promise. */
export const promisedKinds = ['firstReply', 'nextReply', 'resolution'] as const;
export type PromisedKind = (typeof promisedKinds)[number];

/** Fields of a ticket that a policy's condition may ask about. */
export const slaConditionFields = [
  'kind',
  'channel',
  'priority',
  'categoryId',
  'teamId',
  'customerTier',
  'tags',
] as const;

/** Working seconds: from one minute to a year without pause. */
const target = z.int().min(60).max(31_622_400);
const targets = z.strictObject({
  firstReply: target.optional(),
  nextReply: target.optional(),
  resolution: target.optional(),
});
export type SlaTargets = z.infer<typeof targets>;

/** Whose working time counts. */
export const slaCalendarChoice = z.discriminatedUnion('from', [
  /** The organisation's default calendar. */
  z.strictObject({ from: z.literal('organisation') }),
  /** The calendar of the team that has the ticket; the default calendar where it has none. */
  z.strictObject({ from: z.literal('team') }),
  z.strictObject({ from: z.literal('calendar'), calendarId: id }),
]);
export type SlaCalendarChoice = z.infer<typeof slaCalendarChoice>;

/** When to warn: a share of the target or a number of working seconds before it is used up. */
export const slaWarning = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('share'), share: z.number().min(0.01).max(0.99) }),
  z.strictObject({ by: z.literal('seconds'), seconds: z.int().min(60).max(31_622_400) }),
]);
export type SlaWarning = z.infer<typeof slaWarning>;

export const slaPauseStatuses = ['pendingCustomer', 'onHold'] as const;

const policyShape = {
  name: line(100),
  active: z.boolean().default(true),
  condition: condition(slaConditionFields).default(true),
  targets: z.strictObject({ urgent: targets, high: targets, normal: targets, low: targets }),
  calendar: slaCalendarChoice.default({ from: 'organisation' }),
  pauseStatuses: z
    .array(z.enum(slaPauseStatuses))
    .max(slaPauseStatuses.length)
    .default([...slaPauseStatuses]),
  /** Clocks that a pause status stops. Reply clocks run on by default: setting a status is no reply. */
  pausedClocks: z.array(z.enum(promisedKinds)).max(promisedKinds.length).default(['resolution']),
  warnBefore: slaWarning.nullable().default({ by: 'share', share: 0.2 }),
};

/** Body of create and replace. `validFrom` is now unless given; a past one reaches tickets imported later. */
export const slaPolicyInput = z.strictObject({ ...policyShape, validFrom: instant.optional() });
export type SlaPolicyInput = z.infer<typeof slaPolicyInput>;

/** A policy as the API gives it, in the order in which policies are tried. */
export const slaPolicy = z.object({
  id,
  position: z.int().min(0),
  version,
  ...policyShape,
  validFrom: instant,
});
export type SlaPolicy = z.infer<typeof slaPolicy>;

export const slaPolicyOrder = z.strictObject({ ids: z.array(id).max(500) });

const seconds = z.number().min(0);

/** One clock of a ticket as it stands now. */
export const slaClock = z.object({
  kind: slaClockKind,
  cycle: z.int().min(1),
  /** Which run of this clock: a reopened ticket's resolution clock runs again, with what it had counted. */
  run: z.int().min(1),
  policyId: id.nullable(),
  state: z.enum(['running', 'paused', 'met', 'breached', 'cancelled']),
  targetSeconds: seconds.nullable(),
  countedSeconds: seconds,
  startedAt: instant,
  /** For a running clock the instant it is due; for an ended one the instant it was; null while paused. */
  dueAt: instant.nullable(),
  warnAt: instant.nullable(),
  /** Set also while the clock still runs, from the moment the promise is broken. */
  breachedAt: instant.nullable(),
  stoppedAt: instant.nullable(),
});
export type SlaClock = z.infer<typeof slaClock>;

export const slaLedgerReasons = [
  'workingTime',
  'outsideWorkingHours',
  'waitingForCustomer',
  'onHold',
  'solved',
  'noPromise',
] as const;

/** A stretch of a clock's life. Stretches follow one another without a gap from start to stop (or now). */
export const slaLedgerStretch = z.object({
  from: instant,
  to: instant,
  kind: z.enum(['counted', 'paused', 'outsideWorkingHours']),
  reason: z.enum(slaLedgerReasons),
  seconds,
  policyId: id.nullable(),
  targetSeconds: seconds.nullable(),
});
export type SlaLedgerStretch = z.infer<typeof slaLedgerStretch>;

export const ticketSla = z.object({
  clocks: z.array(slaClock.extend({ ledger: z.array(slaLedgerStretch) })),
});

/** Clocks as people read them: on the ticket, in lists, exports and mails. */
export const slaWords = {
  clock: {
    firstReply: { zh: '首次响应', en: 'First reply' },
    nextReply: { zh: '后续回复', en: 'Next reply' },
    resolution: { zh: '解决', en: 'Resolution' },
    imported: { zh: '原系统承诺', en: 'Verdict of the source' },
  },
  state: {
    running: { zh: '计时中', en: 'Running' },
    paused: { zh: '已暂停', en: 'Paused' },
    met: { zh: '已达成', en: 'Met' },
    breached: { zh: '已违约', en: 'Breached' },
    cancelled: { zh: '已取消', en: 'Cancelled' },
  },
  reason: {
    workingTime: { zh: '工作时间，计时', en: 'Counted: working time' },
    outsideWorkingHours: { zh: '非工作时间，不计', en: 'Not counted: outside working hours' },
    waitingForCustomer: { zh: '暂停：等待客户回复', en: 'Paused: waiting for the customer' },
    onHold: { zh: '暂停：工单挂起', en: 'Paused: on hold' },
    solved: { zh: '暂停：已解决，待重开', en: 'Paused: solved' },
    noPromise: { zh: '暂停：当时无适用承诺', en: 'Paused: no promise applied' },
  },
} as const satisfies {
  clock: Record<SlaClockKind, Words>;
  state: Record<SlaClock['state'], Words>;
  reason: Record<SlaLedgerStretch['reason'], Words>;
};

/** Query of the due list: running clocks, soonest due first. `dueFrom` now: what is due soon; `dueBefore` now: what is overdue. */
export const slaDueQuery = pageQuery.extend({
  dueFrom: instant.optional(),
  dueBefore: instant.optional(),
  kind: z.enum(promisedKinds).optional(),
  teamId: id.optional(),
  assigneeId: id.optional(),
  /** Only the clocks of these tickets, separated by commas: for the badges of a list. */
  ticketIds: z
    .string()
    .max(8_000)
    .transform((given) => given.split(',').map((part) => part.trim()))
    .pipe(z.array(id).min(1).max(200))
    .optional(),
});
export type SlaDueQuery = z.infer<typeof slaDueQuery>;

export const slaDueClock = z.object({
  ticketId: id,
  kind: slaClockKind,
  cycle: z.int().min(1),
  policyId: id.nullable(),
  targetSeconds: seconds.nullable(),
  dueAt: instant,
  teamId: id.nullable(),
  assigneeId: id.nullable(),
  /** What the ticket is called; null for those who may not read it. */
  ticket: z.object({ number: z.int(), subject: z.string() }).nullable(),
});
export type SlaDueClock = z.infer<typeof slaDueClock>;

const clockEvent = z.object({
  clock: slaClockKind,
  cycle: z.int().min(1),
  run: z.int().min(1),
  policyId: id.nullable(),
  targetSeconds: seconds.nullable(),
  dueAt: instant.nullable(),
  /** What the ticket was at that time, for breakdowns. */
  kind: z.string(),
  channel: z.string(),
  priority: z.string(),
  categoryId: id.nullable(),
  teamId: id.nullable(),
  assigneeId: id.nullable(),
});

/** A running clock came near its due time. `occurredAt` is the moment of the warning by the policy. */
export const slaWarned = defineEvent('sla.warned', clockEvent);
/** A promise was broken. `occurredAt` is the due time, whenever it was found. Once for each clock. */
export const slaBreached = defineEvent('sla.breached', clockEvent);
/** A clock was stopped in time. Once for each stop: a reopened and solved ticket meets its promise twice. */
export const slaMet = defineEvent('sla.met', clockEvent.extend({ countedSeconds: seconds }));

const policyEvent = z.object({ policy: slaPolicy });
export const slaPolicyCreated = defineEvent('slaPolicy.created', policyEvent);
export const slaPolicyUpdated = defineEvent('slaPolicy.updated', policyEvent);
export const slaPolicyDeleted = defineEvent('slaPolicy.deleted', z.object({ name: z.string() }));

export const slaPermissions = definePermissions({
  'sla.read': {
    words: { zh: '查看服务水平协议与时钟', en: 'See service level policies and clocks' },
    roles: {
      owner: 'all',
      manager: 'all',
      teamLead: 'team',
      agent: 'team',
      quality: 'all',
      trainer: 'all',
      analyst: 'all',
    },
  },
  'sla.manage': {
    words: { zh: '管理服务水平协议', en: 'Manage service level policies' },
    roles: { owner: 'all', manager: 'all' },
  },
});
