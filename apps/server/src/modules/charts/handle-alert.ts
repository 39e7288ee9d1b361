import { alertAcknowledged, alertClosed, type alertCloseReasons, alertSnoozed } from '@jingyun/contracts';
import { type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { findUserNames } from '../people/index.ts';
import { type AlertRow, lockAlert, updateAlert } from './alert.repo.ts';
import { reaches } from './chart.policy.ts';

/** Longer, and it should be closed with a reason. */
const longestSnoozeHours = 24 * 90;

/**
 * Somebody takes an alert on: the actor, or a named person. Ends a snooze.
 * @throws ServiceError not_found, version_conflict, alert_closed, unknown_reference
 */
export async function acknowledgeAlert(
  tx: Tx,
  call: Call,
  id: string,
  expected: number,
  input: { ownerId?: string | undefined },
): Promise<AlertRow> {
  const before = await openAlert(tx, call, id, expected);
  const wanted = input.ownerId ?? (call.actor.type === 'user' ? call.actor.id : null);
  const known = wanted !== null && (await findUserNames(tx, [wanted])).has(wanted);
  if (input.ownerId !== undefined && !known)
    throw new ServiceError('unknown_reference', { params: { field: 'ownerId' } });
  const ownerId = known ? wanted : before.ownerId;
  const row = await write(tx, { ...before, ownerId, acknowledgedAt: call.now, snoozedUntil: null });
  await tell(tx, call, row, { definition: alertAcknowledged, data: { ...factsOf(row), ownerId } });
  return row;
}

/**
 * Puts an alert aside until a time.
 * @throws ServiceError not_found, version_conflict, alert_closed, alert_snooze_past
 */
export async function snoozeAlert(
  tx: Tx,
  call: Call,
  id: string,
  expected: number,
  until: Temporal.Instant,
): Promise<AlertRow> {
  const before = await openAlert(tx, call, id, expected);
  const isAhead = Temporal.Instant.compare(until, call.now) > 0;
  const isNear = Temporal.Instant.compare(until, call.now.add({ hours: longestSnoozeHours })) <= 0;
  if (!isAhead || !isNear) throw new ServiceError('alert_snooze_past');
  const row = await write(tx, { ...before, snoozedUntil: until });
  await tell(tx, call, row, {
    definition: alertSnoozed,
    data: { ...factsOf(row), until: until.toString() },
  });
  return row;
}

/** Ends an alert, saying why. @throws ServiceError not_found, version_conflict, alert_closed */
export async function closeAlert(
  tx: Tx,
  call: Call,
  id: string,
  expected: number,
  input: { reason: (typeof alertCloseReasons)[number]; note: string },
): Promise<AlertRow> {
  const before = await openAlert(tx, call, id, expected);
  const { reason, note } = input;
  const row = await write(tx, {
    ...before,
    closedAt: call.now,
    closeReason: reason,
    closeNote: note,
    snoozedUntil: null,
  });
  await tell(tx, call, row, { definition: alertClosed, data: { ...factsOf(row), reason, note } });
  return row;
}

/** True where the actor may act on an alert: by the chart it is of, or because it is the actor's own. */
export function reachesAlert(call: Call, permission: string, alert: AlertRow): boolean {
  const { chartFilters: filters, chartOwnerId, ownerId } = alert;
  const own = reaches(call.actor, permission, { filters, ownerId });
  return own || reaches(call.actor, permission, { filters, ownerId: chartOwnerId });
}

async function openAlert(tx: Tx, call: Call, id: string, expected: number): Promise<AlertRow> {
  const row = await lockAlert(tx, id);
  if (!reachesAlert(call, 'alerts.manage', row)) throw new ServiceError('not_found');
  refuseStale(expected, row.version);
  if (row.closedAt !== null) throw new ServiceError('alert_closed');
  return row;
}

async function write(tx: Tx, row: AlertRow): Promise<AlertRow> {
  const next = { ...row, version: row.version + 1 };
  await updateAlert(tx, next);
  return next;
}

const factsOf = ({ id, chartId, chartName, metric }: AlertRow) => ({
  alertId: id,
  chartId,
  chartName,
  metric,
});

type Told = Pick<Parameters<typeof appendEvents>[1][number], 'definition' | 'data'>;

async function tell(tx: Tx, call: Call, row: AlertRow, what: Told): Promise<void> {
  await appendEvents(tx, [
    {
      ...what,
      subject: { type: 'alert', id: row.id },
      actor: eventActor(call.actor),
      occurredAt: call.now,
      cause: call.cause,
    },
  ]);
}
