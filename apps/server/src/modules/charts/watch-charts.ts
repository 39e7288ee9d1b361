import { alertRaised, type ChartKind, type ChartRule } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { type Call, eventActor, systemActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import type { Services } from '../../platform/services.ts';
import { getOrganisation, getUser } from '../people/index.ts';
import { alertMail } from './alert.mail.ts';
import { insertAlert, type NewAlert, openAlertsOf, seeAgain } from './alert.repo.ts';
import { isWorse } from './alert.rules.ts';
import { type ChartRow, listNotes, lockChart, markChecked, watchedCharts } from './chart.repo.ts';
import type { DrawnPoint } from './chart-data.rules.ts';
import { newestEnd } from './read-buckets.ts';
import { drawChart } from './read-chart.ts';

export type WatchServices = Pick<Services, 'metrics' | 'registry' | 'mail' | 'config'>;

/**
 * Looks at the newly closed buckets of every watched chart, each chart in a transaction of its own: one that cannot be
 * computed any more does not keep the others from being looked at. Started by the clock.
 */
export async function watchCharts(
  services: WatchServices & Pick<Services, 'database' | 'clock' | 'log'>,
  orgId: string,
  signal: AbortSignal,
): Promise<void> {
  const { database, clock, log } = services;
  for (const id of await database.inOrg(orgId, watchedCharts)) {
    if (signal.aborted) return;
    const call = { actor: systemActor(orgId), now: clock() };
    try {
      await database.inOrg(orgId, (tx) => watchChart(tx, call, services, id));
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      log.warn({ err: error, chartId: id }, 'control chart not looked at');
    }
  }
}

/**
 * Raises an alert for each signal that a newly closed bucket completes. Every bucket is looked at once, under the
 * chart's lock. A pattern that goes on, or that comes again while its alert is not closed, raises nothing further.
 *
 * @returns how many alerts were raised
 * @throws ServiceError not_found, metric_unknown, metric_dimension_unknown, metric_range_too_long
 */
export async function watchChart(tx: Tx, call: Call, services: WatchServices, id: string): Promise<number> {
  const chart = await lockChart(tx, id);
  const { timeZone } = await getOrganisation(tx);
  if (Temporal.Instant.compare(newestEnd(chart.grain, call.now, timeZone), chart.checkedThrough) <= 0)
    return 0;
  const { read, computed } = await drawChart(tx, call.now, services, chart, await listNotes(tx, id));
  const open = await openAlertsOf(tx, id);
  let raised = 0;
  for (const { bucket, drawn, signals } of computed.points) {
    const isNew = bucket.end > chart.checkedThrough.epochMilliseconds;
    if (!isNew || drawn === null || bucket.date < (chart.watchFrom ?? '9999')) continue;
    for (const { rule, side, from, fresh } of signals) {
      const key = `${rule} ${side}`;
      const known = open.get(key);
      if (known !== undefined) await seeAgain(tx, known, instantOf(bucket.start));
      if (known !== undefined || !fresh) continue;
      const { value, centre, lower, upper } = signalled(drawn, rule, side);
      const alert: NewAlert = {
        id: uuidv7(),
        chartId: id,
        kind: computed.kind,
        worse: isWorse(rule, side, services.metrics.get(chart.metric).direction),
        rule,
        side,
        bucket: instantOf(bucket.start),
        bucketEnd: instantOf(bucket.end),
        bucketFrom: instantOf(from),
        value,
        centre,
        lower,
        upper,
        ownerId: chart.ownerId,
        raisedAt: call.now,
      };
      if (!(await insertAlert(tx, alert))) continue;
      open.set(key, alert.id);
      await tellRaised(tx, call, chart, computed.kind, alert);
      await tellOwner(tx, services, chart, rule, alert);
      raised++;
    }
  }
  const last = computed.points.at(-1)?.bucket.end;
  if (last !== undefined) await markChecked(tx, id, earliest(instantOf(last), read.closedBy));
  return raised;
}

/** The number that signals: the spread has limits of its own, and a CUSUM adds up below as well. */
function signalled({ location, spread, below }: DrawnPoint, rule: ChartRule, side: 'above' | 'below' | null) {
  if (rule === 'spread-beyond-limits' && spread !== null) return spread;
  return side === 'below' && below != null ? { ...location, value: below } : location;
}

async function tellRaised(
  tx: Tx,
  call: Call,
  chart: ChartRow,
  kind: ChartKind | null,
  alert: NewAlert,
): Promise<void> {
  if (kind === null) return;
  const { rule, side, value, centre, lower, upper, ownerId } = alert;
  await appendEvents(tx, [
    {
      definition: alertRaised,
      data: {
        alertId: alert.id,
        chartId: chart.id,
        chartName: chart.name,
        metric: chart.metric,
        filters: chart.filters,
        grain: chart.grain,
        kind,
        rule,
        side,
        from: alert.bucketFrom.toString(),
        to: alert.bucket.toString(),
        value,
        centre,
        lower,
        upper,
        ownerId,
      },
      subject: { type: 'alert', id: alert.id },
      actor: eventActor(call.actor),
      occurredAt: call.now,
      cause: call.cause,
    },
  ]);
}

async function tellOwner(
  tx: Tx,
  services: WatchServices,
  chart: ChartRow,
  rule: ChartRule,
  alert: NewAlert,
): Promise<void> {
  if (chart.ownerId === null) return;
  const { email, locale, status } = await getUser(tx, chart.ownerId);
  if (email === null || status !== 'active') return;
  const { name: organisation, timeZone } = await getOrganisation(tx);
  const date = alert.bucket.toZonedDateTimeISO(timeZone).toPlainDate().toString();
  const link = new URL(`/charts/${chart.id}`, services.config.publicUrl).href;
  await services.mail.send(
    tx,
    alertMail({ to: email, locale, organisation, chart: chart.name, rule, date, link }),
  );
}

function instantOf(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms);
}

function earliest(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? a : b;
}
