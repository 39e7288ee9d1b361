import type { TicketChannel, TicketKind } from '@jingyun/contracts';
import { Customers } from './customers.ts';
import { moodWith, plants } from './plants.ts';
import { type Random, random } from './random.ts';
import { dayFactor, hourFactors, summerFactor } from './seasons.ts';
import { lifeOf } from './simulate-ticket.ts';
import { Staff } from './staff.ts';
import type { Remedy, SimAgent, SimCustomer, SimDay, SimTicket, SimulationOptions } from './types.ts';
import { words } from './words.ts';
import { channelWeights, complaintClassOf, type Matter, matters, retailer, teams } from './world.ts';

export interface Simulation {
  agents: readonly SimAgent[];
  /** The days in order; consumed as they are made, so a million tickets need no more memory than ten thousand. */
  days: Iterable<SimDay>;
}

/** Tickets that one agent takes in a year, over teams, days off and holidays; sets how many agents there are. */
const ticketsPerAgentYear = 1_650;
/** The share of working time that tickets take: festivals then stretch everybody, ordinary days do not. */
const utilisation = 0.6;
const workedMinutesPerYear = 365 * (5 / 7) * 9 * 60;
/** Touches take 1.1 times a ticket's minutes on average, reopened ones and questions included. */
const minutesPerTicket = (utilisation * workedMinutesPerYear) / ticketsPerAgentYear / 1.1;

/**
 * Simulates the retailer's after-sales service: arrivals with weekly and festival
 * seasons, agents with skills and moods, customers with habits, and the patterns of
 * plants.ts. Deterministic: no clock, no other randomness than the seed's.
 */
export function simulate(options: SimulationOptions): Simulation {
  const end = options.until.toZonedDateTimeISO(retailer.timeZone);
  const last = end.toPlainDate();
  const first = last.subtract({ months: options.months ?? 18 });
  const years = last.since(first, { largestUnit: 'days' }).days / 365;
  const staff = new Staff(
    options.seed,
    Math.max(teams.length * 3, Math.round(options.tickets / years / ticketsPerAgentYear)),
  );
  return { agents: staff.agents, days: daysOf(options, first, last, staff) };
}

function* daysOf(
  options: SimulationOptions,
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
  staff: Staff,
): Generator<SimDay> {
  const on = options.on ?? options.until;
  const end = on.toZonedDateTimeISO(retailer.timeZone).toPlainDate();
  const dates: Temporal.PlainDate[] = [];
  for (let date = first; Temporal.PlainDate.compare(date, end) <= 0; date = date.add({ days: 1 }))
    dates.push(date);
  const length = last.since(first, { largestUnit: 'days' }).days + 1;
  const factors = dates.map(dayFactor);
  const perFactor = options.tickets / factors.slice(0, length).reduce((sum, factor) => sum + factor, 0);
  const until = on.epochMilliseconds;
  const remedies = options.remedies ?? [];
  const customers = new Customers(options.seed);
  let index = 0;

  for (const [position, date] of dates.entries()) {
    const draw = random(options.seed, 'day', position);
    const progress = position / length;
    const midnight = date.toZonedDateTime(retailer.timeZone).epochMilliseconds;
    const weights = matters.map((matter) => weightOn(matter, date, progress));
    const arrivals = Array.from(
      { length: draw.poisson(perFactor * factors[position]!) },
      () => midnight + Math.floor(timeOfDay(draw)),
    ).sort((a, b) => a - b);
    const day: SimDay = { date: date.toString(), customers: [], tickets: [] };
    for (const at of arrivals) {
      if (at >= until) break;
      const { customer, isNew } = customers.next(index, at);
      if (isNew) day.customers.push(customer);
      const ticket = makeTicket(
        options.seed,
        index++,
        at,
        progress,
        matters[draw.weighted(weights)]!,
        customer,
        staff,
        remedies,
      );
      customers.remember(customer, ticket.category);
      day.tickets.push({ ...ticket, steps: ticket.steps.filter((step) => step.at <= until) });
    }
    yield day;
  }
}

function weightOn(matter: Matter, date: Temporal.PlainDate, progress: number): number {
  const { faultyProduct: fault } = plants;
  const season =
    matter.category === 'repair.aircon' || matter.category === 'install.quality' ? summerFactor(date) : 1;
  const faulty =
    matter.category === fault.category && progress >= fault.from && progress < fault.to ? fault.factor : 1;
  return matter.weight * season * faulty;
}

function makeTicket(
  seed: number,
  index: number,
  at: number,
  progress: number,
  matter: Matter,
  customer: SimCustomer,
  staff: Staff,
  remedies: readonly Remedy[],
): SimTicket {
  const draw = random(seed, 'ticket', index);
  const { product, subject, kind } = matterOf(matter, progress, customer, draw);
  const isComplaint = kind === 'complaint';
  return {
    index,
    customer: customer.index,
    at: Math.round(at / 1_000) * 1_000,
    kind,
    channel: channelOf(seed, customer, draw),
    category: matter.category,
    team: matter.team,
    subject: subject.replace('{p}', product),
    description: words.description(draw, subject.replace('{p}', product), customer.city),
    importance: customer.tier === 'VIP' ? 'high' : matter.importance,
    urgency: isComplaint && draw.chance(0.3) ? 'high' : matter.urgency,
    complaintClass: isComplaint ? (complaintClassOf[matter.category] ?? 'communication') : null,
    severity: isComplaint ? 1 + draw.weighted([2, 13, 45, 40]) : null,
    tags: [product.split(' ')[0]!, ...(customer.tier === 'VIP' ? ['VIP'] : [])],
    mood: moodWith(matter.team, progress),
    steps: lifeOf(matter, at, minutesPerTicket, progress, staff, draw, remedies),
  };
}

function matterOf(
  matter: Matter,
  progress: number,
  customer: SimCustomer,
  draw: Random,
): { product: string; subject: string; kind: TicketKind } {
  const { faultyProduct: fault } = plants;
  if (
    matter.category === fault.category &&
    progress >= fault.from &&
    progress < fault.to &&
    draw.chance(1 - 1 / fault.factor)
  ) {
    return {
      product: fault.product,
      subject: fault.subject,
      kind: draw.chance(fault.complaintShare) ? 'complaint' : matter.kind,
    };
  }
  const owned = customer.products.filter((product) => matter.products.includes(product));
  return {
    product: draw.pick(owned.length > 0 ? owned : matter.products),
    subject: draw.pick(matter.subjects),
    kind: matter.kind,
  };
}

/** Customers keep to their channel three times out of four. */
function channelOf(seed: number, customer: SimCustomer, draw: Random): TicketChannel {
  const habit = random(seed, 'habit', customer.index);
  const by = draw.chance(0.75) ? habit : draw;
  return channelWeights[by.weighted(channelWeights.map(({ weight }) => weight))]!.channel;
}

function timeOfDay(draw: Random): number {
  return (draw.weighted(hourFactors) + draw.next()) * 3_600_000;
}
