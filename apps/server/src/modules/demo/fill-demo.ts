import { systemActor } from '../../platform/actor.ts';
import type { Services } from '../../platform/services.ts';
import { importCustomers } from '../customers/index.ts';
import { analyzeAsGrown } from '../imports/index.ts';
import { importTickets } from '../tickets/index.ts';
import { fillSurveys } from './fill-surveys.ts';
import { historyOf } from './history-of.ts';
import type { DemoIds } from './make-organisation.ts';
import { opinionsFrom } from './simulator/opinions.ts';
import { simulate } from './simulator/simulate.ts';
import type { SimCustomer, SimTicket, SimulationOptions } from './simulator/types.ts';

/** Tickets a transaction takes: enough to spread its costs, few enough to show progress. */
const batchSize = 1_000;

/** How much was written. */
export type DemoCounts = { tickets: number; customers: number; events: number };

/**
 * Writes the simulated past into the demo organisation, as events of their time, through
 * the same door as an import. Run again after a crash it goes on: what is there is left as it is.
 */
export async function fillDemo(
  services: Services,
  orgId: string,
  ids: DemoIds,
  options: SimulationOptions,
  onProgress: (tickets: number, total: number) => void,
  signal?: AbortSignal,
): Promise<DemoCounts> {
  const simulation = simulate(options);
  const opinionOf = opinionsFrom(options.seed, options.until.epochMilliseconds);
  const counts: DemoCounts = { tickets: 0, customers: 0, events: 0 };
  const people = new Map<number, { customer: SimCustomer; id: string }>();
  let newcomers: SimCustomer[] = [];
  let waiting: SimTicket[] = [];
  let batches = 0;

  const write = async () => {
    await services.database.inOrg(orgId, async (tx) => {
      const call = { actor: systemActor(orgId), now: services.clock() };
      const written = await importCustomers(tx, call, newcomers.map(customerOf));
      for (const [position, customer] of newcomers.entries()) {
        people.set(customer.index, { customer, id: written[position]!.customerId });
      }
      const histories = waiting.map((ticket) => {
        const { customer, id } = people.get(ticket.customer)!;
        return historyOf(ticket, customer, id, ids, simulation.agents);
      });
      const outcomes = await importTickets(tx, call, histories);
      const opinions = outcomes.flatMap(({ ticketId, outcome, events }, position) => {
        counts.events += events;
        const opinion = opinionOf(waiting[position]!);
        return outcome !== 'created' || ticketId === null || opinion === null ? [] : [{ ticketId, opinion }];
      });
      counts.events += await fillSurveys(tx, call, ids, opinions);
    });
    batches += 1;
    await analyzeAsGrown(services.database, orgId, batches);
    counts.tickets += waiting.length;
    counts.customers += newcomers.length;
    newcomers = [];
    waiting = [];
    onProgress(Math.min(counts.tickets, options.tickets), options.tickets);
  };

  for (const day of simulation.days) {
    newcomers.push(...day.customers);
    waiting.push(...day.tickets);
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
