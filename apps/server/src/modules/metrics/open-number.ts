import type { MetricDrilldownQuery, MetricDrilldownRow } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { type DrillPage, drillDown } from '../../platform/metrics/drill-down.ts';
import type { MetricSources } from '../../platform/metrics/query-metric.ts';
import { nameTickets } from '../tickets/index.ts';

/**
 * A page of the events behind a number, with the tickets that the reader may see by name.
 *
 * @throws ServiceError as drillDown
 */
export async function openNumber(
  tx: Tx,
  call: Call,
  sources: MetricSources,
  query: MetricDrilldownQuery,
): Promise<Omit<DrillPage, 'data'> & { data: MetricDrilldownRow[] }> {
  const page = await drillDown(tx, call, sources, query);
  const ids = [...new Set(page.data.flatMap(({ ticketId }) => ticketId ?? []))];
  const tickets = await nameTickets(tx, call.actor, ids);
  return {
    ...page,
    data: page.data.map((row) => ({
      ...row,
      ticket: (row.ticketId !== null && tickets.get(row.ticketId)) || null,
    })),
  };
}
