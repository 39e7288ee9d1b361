import { systemActor } from '../../platform/actor.ts';
import type { Services } from '../../platform/services.ts';
import { importCustomers } from '../customers/index.ts';
import { analyzeAsGrown } from '../imports/index.ts';
import { importTickets } from '../tickets/index.ts';
import { fillProcedureRuns } from './fill-procedure-runs.ts';
import { fillSurveys } from './fill-surveys.ts';
import { historyOf } from './history-of.ts';
import type { DemoIds } from './make-organisation.ts';
import { type Opinion, opinionsFrom } from './simulator/opinions.ts';
import { simulate } from './simulator/simulate.ts';
import type { SimCustomer, SimTicket, SimulationOptions } from './simulator/types.ts';

/** Tickets a transaction takes: enough to spread its costs, few enough to show progress. */
const batchSize = 1_000;

/** How much was written. */
export type DemoCounts = { tickets: number; customers: number; events: number };

/**
 * Writes the simulated past into the demo organisation, as events of their time, through
 * the same door as an import. Run again after a crash it goes on: what is there is left as it is.
 *
 * @param since only what happens after it is written, in tickets that are there already too
 */
export async function fillDemo(
  services: Services,
  orgId: string,
  ids: DemoIds,
  options: SimulationOptions,
  onProgress: (tickets: number, total: number) => void,
  signal?: AbortSignal,
  since: Temporal.Instant | null = null,
): Promise<DemoCounts> {
  const simulation = simulate(options);
  const opinionOf = opinionsFrom(options.seed, (options.on ?? options.until).epochMilliseconds);
  const counts: DemoCounts = { tickets: 0, customers: 0, events: 0 };
  const sinceMs = since?.epochMilliseconds ?? Number.NEGATIVE_INFINITY;
  const customers = new Map<number, SimCustomer>();
  const customerIds = new Map<number, string>();
  let waiting: { ticket: SimTicket; opinion: Opinion | null }[] = [];
  let batches = 0;

  const write = async () => {
    await services.database.inOrg(orgId, async (tx) => {
      const call = { actor: systemActor(orgId), now: services.clock() };
      const unknown = [...new Set(waiting.map(({ ticket }) => ticket.customer))]
        .filter((index) => !customerIds.has(index))
        .map((index) => customers.get(index)!);
      const written = await importCustomers(tx, call, unknown.map(customerOf));
      for (const [position, { index }] of unknown.entries())
        customerIds.set(index, written[position]!.customerId);
      counts.customers += unknown.filter((customer) => customer.since > sinceMs).length;
      const histories = waiting.map(({ ticket }) =>
        historyOf(
          ticket,
          customers.get(ticket.customer)!,
          customerIds.get(ticket.customer)!,
          ids,
          simulation.agents,
        ),
      );
      const outcomes = await importTickets(tx, call, histories);
      const opinions = outcomes.flatMap(({ ticketId, outcome, events }, position) => {
        counts.events += events;
        const { opinion } = waiting[position]!;
        const isNews = (outcome === 'created' || outcome === 'extended') && ticketId !== null;
        return isNews && opinion !== null && opinion.sentAt > sinceMs ? [{ ticketId, opinion }] : [];
      });
      counts.events += await fillSurveys(tx, call, ids, opinions);
      const told = outcomes.flatMap(({ ticketId, outcome }, position) =>
        ticketId !== null && (outcome === 'created' || outcome === 'extended')
          ? [{ ticketId, ticket: waiting[position]!.ticket }]
          : [],
      );
      counts.events += await fillProcedureRuns(tx, call, ids, options.seed, told, sinceMs);
    });
    batches += 1;
    await analyzeAsGrown(services.database, orgId, batches);
    counts.tickets += waiting.length;
    waiting = [];
    onProgress(Math.min(counts.tickets, options.tickets), options.tickets);
  };

  for (const day of simulation.days) {
    for (const customer of day.customers) customers.set(customer.index, customer);
    for (const ticket of day.tickets) {
      // Asked of every ticket, also of those that are not written: whom to ask follows from whom was asked before.
      const opinion = opinionOf(ticket);
      if (Math.max(ticket.at, ticket.steps.at(-1)?.at ?? 0) > sinceMs) waiting.push({ ticket, opinion });
    }
    if (waiting.length < batchSize) continue;
    await write();
    signal?.throwIfAborted();
  }
  await write();
  return counts;
}

function customerOf(customer: SimCustomer) {
  return {
    source: 'demo',
    externalId: `demo-${customer.index}`,
    name: customer.name,
    tier: customer.tier,
    tags: [],
    contacts: [{ type: 'phone' as const, value: customer.phone, primary: true }],
    custom: { city: customer.city, products: customer.products.join(',') },
    createdAt: Temporal.Instant.fromEpochMilliseconds(customer.since).toString(),
  };
}
