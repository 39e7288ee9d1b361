import { systemActor } from '../../platform/actor.ts';
import type { Services } from '../../platform/services.ts';
import { importCustomers } from '../customers/index.ts';
import { importTickets } from '../tickets/index.ts';
import { historyOf } from './history-of.ts';
import { type DemoSignIn, makeDemoOrganisation } from './make-organisation.ts';
import { simulate } from './simulator/simulate.ts';
import type { SimCustomer, SimTicket } from './simulator/types.ts';

export interface DemoOptions {
  seed: number;
  /** Tickets over 18 months, roughly. */
  tickets: number;
  /** The end of the simulated time. */
  until: Temporal.Instant;
  /** For everybody of the demo who may sign in. */
  password: string;
}

export interface DemoResult {
  orgId: string;
  tickets: number;
  customers: number;
  events: number;
  signIns: DemoSignIn[];
}

/** Tickets a transaction takes: enough to spread its costs, few enough to show progress. */
const batchSize = 1_000;

/** Makes the demo organisation and writes its simulated past, as events of their time, through the same door as an import. */
export async function generateDemo(
  services: Services,
  options: DemoOptions,
  onProgress: (tickets: number, total: number) => void = () => undefined,
): Promise<DemoResult> {
  const simulation = simulate(options);
  const demo = await makeDemoOrganisation(services, simulation.agents, options.password);
  const result: DemoResult = {
    orgId: demo.orgId,
    tickets: 0,
    customers: 0,
    events: 0,
    signIns: demo.signIns,
  };
  const people = new Map<number, { customer: SimCustomer; id: string }>();
  let newcomers: SimCustomer[] = [];
  let waiting: SimTicket[] = [];

  const write = async () => {
    await services.database.inOrg(demo.orgId, async (tx) => {
      const call = { actor: systemActor(demo.orgId), now: services.clock() };
      const written = await importCustomers(tx, call, newcomers.map(customerOf));
      for (const [position, customer] of newcomers.entries())
        people.set(customer.index, { customer, id: written[position]!.customerId });
      const histories = waiting.map((ticket) => {
        const { customer, id } = people.get(ticket.customer)!;
        return historyOf(ticket, customer, id, demo, simulation.agents);
      });
      for (const { events } of await importTickets(tx, call, histories)) result.events += events;
    });
    result.tickets += waiting.length;
    result.customers += newcomers.length;
    newcomers = [];
    waiting = [];
    onProgress(result.tickets, options.tickets);
  };

  for (const day of simulation.days) {
    newcomers.push(...day.customers);
    waiting.push(...day.tickets);
    if (waiting.length >= batchSize) await write();
  }
  await write();
  return result;
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
