import { z } from 'zod';
import { chartGrain, chartKind, chartRule, limitsAt } from './charts.ts';
import { id, instant, pageQuery, text, version } from './common.ts';
import { defineEvent } from './events.ts';
import { metricDescription, metricFilters, metricName } from './metrics.ts';
import { definePermissions } from './permissions.ts';

/* An alert is a chart's signal that somebody is to look at; it is raised once. */

export const alertStates = ['open', 'acknowledged', 'snoozed', 'closed'] as const;
export const alertState = z.enum(alertStates);
export type AlertState = z.infer<typeof alertState>;

export const alertCloseReasons = ['improved', 'expected', 'dataError', 'noAction'] as const;

export const alert = z.object({
  id,
  chart: z.object({ id, name: z.string() }),
  metric: metricDescription.nullable(),
  /** Null for alerts of before the kind was kept. */
  kind: chartKind.nullable(),
  rule: chartRule,
  ruleLabel: z.string(),
  side: z.enum(['above', 'below']).nullable(),
  /** True where the point lies on the worse side, or the spread has grown. Null where the rule has no side. */
  worse: z.boolean().nullable(),
  from: instant,
  start: instant,
  end: instant,
  value: z.number(),
  ...limitsAt,
  /** The newest bucket that met the rule while the alert was not closed. */
  lastSeen: instant,
  state: alertState,
  snoozedUntil: instant.nullable(),
  owner: z.object({ id, name: z.string() }).nullable(),
  acknowledgedAt: instant.nullable(),
  closed: z.object({ at: instant, reason: z.enum(alertCloseReasons), note: z.string() }).nullable(),
  raisedAt: instant,
  version,
});
export type Alert = z.infer<typeof alert>;

export const alertListQuery = pageQuery.extend({
  /** States separated by commas; without it, all but closed and snoozed. */
  state: z
    .string()
    .regex(/^(?:open|acknowledged|snoozed|closed)(?:,(?:open|acknowledged|snoozed|closed)){0,3}$/)
    .optional(),
  chartId: id.optional(),
  /** `me` for the reader's own. */
  owner: z.union([z.literal('me'), id]).optional(),
});

/** Taking an alert on; for another person where one is named. */
export const alertAcknowledge = z.strictObject({ ownerId: id.optional() });
export const alertSnooze = z.strictObject({ until: instant });
export const alertClose = z.strictObject({
  reason: z.enum(alertCloseReasons),
  note: text(2_000).trim().default(''),
});

const alertFacts = z.object({ alertId: id, chartId: id, chartName: z.string(), metric: metricName });
export const alertRaised = defineEvent(
  'alert.raised',
  alertFacts.extend({
    filters: metricFilters,
    grain: chartGrain,
    kind: chartKind,
    rule: chartRule,
    side: z.enum(['above', 'below']).nullable(),
    /** First point of the pattern, and the point that completed it. */
    from: instant,
    to: instant,
    value: z.number(),
    ...limitsAt,
    ownerId: id.nullable(),
  }),
);
export const alertAcknowledged = defineEvent(
  'alert.acknowledged',
  alertFacts.extend({ ownerId: id.nullable() }),
);
export const alertSnoozed = defineEvent('alert.snoozed', alertFacts.extend({ until: instant }));
export const alertClosed = defineEvent(
  'alert.closed',
  alertFacts.extend({ reason: z.enum(alertCloseReasons), note: z.string() }),
);

export const alertEvents = [alertRaised, alertAcknowledged, alertSnoozed, alertClosed] as const;

export const alertPermissions = definePermissions({
  'alerts.manage': {
    words: { zh: '处理预警', en: 'Take on, snooze and close alerts' },
    roles: { owner: 'all', manager: 'all', teamLead: 'team', agent: 'own', quality: 'all', analyst: 'all' },
  },
});
