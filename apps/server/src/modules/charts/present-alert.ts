import { type Alert, alert as alertShape, chartRuleWords } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { say } from '../../platform/i18n/server-words.ts';
import { describeMetric } from '../../platform/metrics/describe-metric.ts';
import type { MetricRegistry } from '../../platform/metrics/registry.ts';
import { findUserNames } from '../people/index.ts';
import { type AlertRow, stateOf } from './alert.repo.ts';
import { isWorse } from './alert.rules.ts';

const closeShape = alertShape.shape.closed.unwrap();

/** Alerts as the API shows them, in the reader's language. */
export async function presentAlerts(
  tx: Tx,
  call: Call,
  metrics: MetricRegistry,
  rows: readonly AlertRow[],
): Promise<Alert[]> {
  const { locale } = call.actor;
  const names = await findUserNames(
    tx,
    rows.flatMap(({ ownerId }) => ownerId ?? []),
  );
  return rows.map((row): Alert => {
    const metric = metrics.has(row.metric) ? describeMetric(metrics.get(row.metric), locale) : null;
    const state = stateOf(row, call.now);
    const { id, kind, rule, side, value, centre, lower, upper, ownerId, version } = row;
    return {
      id,
      chart: { id: row.chartId, name: row.chartName },
      metric,
      kind,
      rule,
      ruleLabel: say(chartRuleWords[rule], locale),
      side,
      worse: row.worse ?? (metric === null ? null : isWorse(rule, side, metric.direction)),
      from: row.bucketFrom.toString(),
      start: row.bucket.toString(),
      end: row.bucketEnd.toString(),
      value,
      centre,
      lower,
      upper,
      lastSeen: row.lastSeen.toString(),
      state,
      snoozedUntil: state === 'snoozed' ? (row.snoozedUntil?.toString() ?? null) : null,
      owner: ownerId === null ? null : { id: ownerId, name: names.get(ownerId) ?? '' },
      acknowledgedAt: row.acknowledgedAt?.toString() ?? null,
      closed:
        row.closedAt === null
          ? null
          : closeShape.parse({
              at: row.closedAt.toString(),
              reason: row.closeReason,
              note: row.closeNote ?? '',
            }),
      raisedAt: row.raisedAt.toString(),
      version,
    };
  });
}
