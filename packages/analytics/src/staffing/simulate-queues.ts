import { quantileOfSorted } from '../stats/quantile.ts';
import type { Random } from '../stats/types.ts';
import { samplerOf } from './distribution.ts';
import { eventQueue } from './event-queue.ts';
import { checkSimulation } from './simulation-checks.ts';
import type { QueueOutcome, SimulatedQueue, Simulation, SimulationOutcome } from './simulation-types.ts';

const ARRIVAL = 0;
const GIVE_UP = 1;
const DONE = 2;
const SPELL_STARTS = 3;
const SPELL_ENDS = 4;

/**
 * Plays a day (or a month) of queues contact by contact: priorities, skills, breaks, patience, any distribution of
 * handling times. For everything that Erlang's formulas assume away, such as what a roster does to a promise.
 *
 * A new contact goes to the agent with the fewest skills who is free (so that the versatile stay available), among
 * them to the one idle longest. A freed agent takes the waiting contact of the highest priority, among them the one
 * waiting longest. Source: discrete-event simulation as in Law, Simulation Modeling and Analysis (2015).
 * O(contacts × (log events + agents)).
 *
 * @param random source of all chance; a seeded one gives the same day again
 * @throws AnalyticsError if a queue or agent is described wrongly
 * @example simulateQueues({ queues, agents, duration: 8 * 3600 }, random).queues[0]?.serviceLevel;
 */
export function simulateQueues(simulation: Simulation, random: Random): SimulationOutcome {
  checkSimulation(simulation);
  const { queues, agents, duration, warmUp = 0 } = simulation;
  const events = eventQueue();
  const places = new Map(queues.map((queue, q) => [queue.id, q]));
  const handleTime = queues.map((queue, q) => samplerOf(`queues[${q}].handleTime`, queue.handleTime, random));
  const patience = queues.map((queue, q) =>
    queue.patience ? samplerOf(`queues[${q}].patience`, queue.patience, random) : null,
  );
  const nextArrival = queues.map((queue) => arrivalsOf(queue, duration, random));
  const skills = agents.map((agent) => agent.skills.map((id) => places.get(id) as number));
  const skilled = queues.map((_, q) => agents.flatMap((_agent, a) => (skills[a]?.includes(q) ? [a] : [])));
  // Queues in the order in which a freed agent looks at them.
  const byPriority = skills.map((list) =>
    list.toSorted((a, b) => priorityOf(queues[a]) - priorityOf(queues[b]) || a - b),
  );

  const state = agents.map(() => ({ working: false, busy: false, idleSince: 0, busyTime: 0, handled: 0 }));
  const waiting: Waiting[] = queues.map(() => ({ contacts: [], head: 0, count: 0 }));
  const tallies = queues.map(() => ({
    offered: 0,
    served: 0,
    abandoned: 0,
    inTime: 0,
    longest: 0,
    waits: [] as number[],
  }));
  const contacts: { queue: number; arrivedAt: number; gone: boolean }[] = [];

  const tally = (contact: number, wait: number, served: boolean): void => {
    const { queue, arrivedAt } = contacts[contact] as (typeof contacts)[number];
    if (arrivedAt < warmUp) return;
    const counts = tallies[queue] as (typeof tallies)[number];
    counts.waits.push(wait);
    if (!served) counts.abandoned++;
    else {
      counts.served++;
      if (wait <= (queues[queue] as SimulatedQueue).targetTime) counts.inTime++;
    }
  };
  const serve = (agent: number, contact: number, now: number): void => {
    const at = contacts[contact] as (typeof contacts)[number];
    const worker = state[agent] as (typeof state)[number];
    at.gone = true;
    tally(contact, now - at.arrivedAt, true);
    const time = (handleTime[at.queue] as () => number)() * (agents[agent]?.pace ?? 1);
    worker.busy = true;
    worker.busyTime += time;
    worker.handled++;
    events.push(now + time, DONE, agent);
  };
  const takeNext = (agent: number, now: number): void => {
    const worker = state[agent] as (typeof state)[number];
    if (!worker.working) return;
    const contact = nextWaiting(byPriority[agent] as number[], queues, waiting, contacts);
    if (contact >= 0) serve(agent, contact, now);
    else worker.idleSince = now;
  };
  const freeAgentFor = (queue: number): number => {
    let best = -1;
    for (const agent of skilled[queue] as number[]) {
      const worker = state[agent] as (typeof state)[number];
      if (!worker.working || worker.busy) continue;
      if (best < 0 || isBetter(agent, best)) best = agent;
    }
    return best;
  };
  const isBetter = (agent: number, than: number): boolean => {
    const fewer = (skills[agent] as number[]).length - (skills[than] as number[]).length;
    if (fewer !== 0) return fewer < 0;
    return (state[agent]?.idleSince as number) < (state[than]?.idleSince as number);
  };

  for (const [a, agent] of agents.entries()) {
    for (const spell of agent.spells ?? [{ from: 0, to: Number.POSITIVE_INFINITY }]) {
      if (spell.to <= spell.from) continue;
      events.push(spell.from, SPELL_STARTS, a);
      if (Number.isFinite(spell.to)) events.push(spell.to, SPELL_ENDS, a);
    }
  }
  for (const [q, next] of nextArrival.entries()) {
    const time = next(0);
    if (time < duration) events.push(time, ARRIVAL, q);
  }

  while (events.next()) {
    const { time: now, kind, subject } = events;
    if (kind === ARRIVAL) {
      const following = (nextArrival[subject] as (after: number) => number)(now);
      if (following < duration) events.push(following, ARRIVAL, subject);
      const contact = contacts.length;
      contacts.push({ queue: subject, arrivedAt: now, gone: false });
      if (now >= warmUp) (tallies[subject] as (typeof tallies)[number]).offered++;
      const agent = freeAgentFor(subject);
      if (agent >= 0) {
        serve(agent, contact, now);
        continue;
      }
      const line = waiting[subject] as Waiting;
      line.contacts.push(contact);
      line.count++;
      const counts = tallies[subject] as (typeof tallies)[number];
      counts.longest = Math.max(counts.longest, line.count);
      const patienceOf = patience[subject];
      if (patienceOf) events.push(now + patienceOf(), GIVE_UP, contact);
    } else if (kind === GIVE_UP) {
      const contact = contacts[subject] as (typeof contacts)[number];
      if (contact.gone) continue;
      contact.gone = true;
      (waiting[contact.queue] as Waiting).count--;
      tally(subject, now - contact.arrivedAt, false);
    } else {
      const worker = state[subject] as (typeof state)[number];
      if (kind === SPELL_STARTS) worker.working = true;
      else if (kind === SPELL_ENDS) worker.working = false;
      else worker.busy = false;
      if (!worker.busy) takeNext(subject, now);
    }
  }

  return {
    queues: queues.map((queue, q) => outcomeOf(queue, tallies[q] as (typeof tallies)[number])),
    agents: agents.map((agent, a) => {
      const { handled, busyTime } = state[a] as (typeof state)[number];
      const spells = agent.spells ?? [{ from: 0, to: duration }];
      const workTime = spells.reduce((total, spell) => total + Math.max(0, spell.to - spell.from), 0);
      return {
        id: agent.id,
        handled,
        busyTime,
        workTime,
        occupancy: workTime > 0 ? busyTime / workTime : null,
      };
    }),
  };
}

/** Contacts waiting in one queue: those before `head`, and those gone, have left it. */
interface Waiting {
  contacts: number[];
  head: number;
  count: number;
}

function priorityOf(queue: SimulatedQueue | undefined): number {
  return queue?.priority ?? 0;
}

/** Takes out the contact that an agent who serves `order` has to take next; -1 if none waits. */
function nextWaiting(
  order: readonly number[],
  queues: readonly SimulatedQueue[],
  waiting: readonly Waiting[],
  contacts: readonly { arrivedAt: number; gone: boolean }[],
): number {
  let best = -1;
  let bestLine: Waiting | undefined;
  let bestPriority = 0;
  for (const q of order) {
    const priority = priorityOf(queues[q]);
    if (best >= 0 && priority > bestPriority) break;
    const line = waiting[q] as Waiting;
    while (line.head < line.contacts.length && contacts[line.contacts[line.head] as number]?.gone)
      line.head++;
    const contact = line.contacts[line.head];
    if (contact === undefined) continue;
    if (best >= 0 && (contacts[contact]?.arrivedAt as number) >= (contacts[best]?.arrivedAt as number))
      continue;
    best = contact;
    bestLine = line;
    bestPriority = priority;
  }
  if (bestLine) {
    bestLine.head++;
    bestLine.count--;
  }
  return best;
}

/** A function from one arrival to the next, for a rate that changes from piece to piece. */
function arrivalsOf(queue: SimulatedQueue, duration: number, random: Random): (after: number) => number {
  const { arrivals } = queue;
  let piece = -1;
  return (after) => {
    let now = after;
    for (;;) {
      while (piece + 1 < arrivals.length && (arrivals[piece + 1]?.from as number) <= now) piece++;
      const rate = piece < 0 ? 0 : (arrivals[piece]?.rate as number);
      const end = arrivals[piece + 1]?.from ?? duration;
      // Memorylessness lets the draw start afresh at each change of rate.
      const candidate = rate > 0 ? now - Math.log(1 - random()) / rate : Number.POSITIVE_INFINITY;
      if (candidate < end) return candidate;
      if (piece + 1 >= arrivals.length) return Number.POSITIVE_INFINITY;
      now = end;
    }
  };
}

function outcomeOf(
  queue: SimulatedQueue,
  counts: {
    offered: number;
    served: number;
    abandoned: number;
    inTime: number;
    longest: number;
    waits: number[];
  },
): QueueOutcome {
  const { offered, served, abandoned, inTime, longest } = counts;
  const waits = Float64Array.from(counts.waits).sort();
  const mean = waits.reduce((total, wait) => total + wait, 0) / waits.length;
  const at = (share: number): number => quantileOfSorted(waits, share);
  return {
    id: queue.id,
    offered,
    served,
    abandoned,
    left: offered - served - abandoned,
    servedInTime: inTime,
    serviceLevel: offered === 0 ? null : inTime / offered,
    meanWait: waits.length === 0 ? null : mean,
    waitPercentiles: waits.length === 0 ? null : { p50: at(0.5), p90: at(0.9), p95: at(0.95) },
    longestQueue: longest,
  };
}
