import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalyticsError } from '../errors.ts';
import { erlangA } from './erlang-a.ts';
import { erlangB } from './erlang-b.ts';
import { erlangC, erlangCPerformance } from './erlang-c.ts';
import { requiredAgents } from './required-agents.ts';

/** Erlang B of whole loads and agents in exact rational arithmetic. */
function exactErlangB(offered: number, agents: number): number {
  let numerator = 1n; // B = numerator / denominator, by 1/B(n) = 1 + n / (a B(n - 1))
  let denominator = 1n;
  const a = BigInt(offered);
  for (let n = 1n; n <= BigInt(agents); n++) {
    const next = a * numerator;
    denominator = next + n * denominator;
    numerator = next;
  }
  const digits = 10n ** 30n;
  return Number((numerator * digits) / denominator) / 1e30;
}

/** Stationary distribution of the queue with patience, state by state, far beyond where it matters. */
function bruteForceErlangA(offered: number, agents: number, patienceOverHandle: number) {
  const states = [1];
  for (let n = 1; n < 3000; n++) {
    const leaving = Math.min(n, agents) + Math.max(0, n - agents) / patienceOverHandle;
    states.push(((states[n - 1] as number) * offered) / leaving);
  }
  const total = states.reduce((sum, weight) => sum + weight, 0);
  let waiting = 0;
  let queue = 0;
  for (const [n, weight] of states.entries()) {
    if (n >= agents) waiting += weight / total;
    queue += (Math.max(0, n - agents) * weight) / total;
  }
  return { waiting, queue, abandonment: queue / patienceOverHandle / offered };
}

const load = fc.double({ min: 0.1, max: 300, noNaN: true });
const staff = fc.double({ min: 0.2, max: 350, noNaN: true });

describe('erlangB', () => {
  it('equals exact arithmetic', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 120 }), (offered, agents) => {
        expect(Math.abs(erlangB(offered, agents) - exactErlangB(offered, agents))).toBeLessThan(1e-13);
      }),
    );
    expect(erlangB(10, 12)).toBeCloseTo(0.119739188444825, 13);
  });

  it('follows the recursion between whole numbers of agents too', () => {
    fc.assert(
      fc.property(load, staff, (offered, agents) => {
        const next = erlangB(offered, agents + 1);
        const previous = erlangB(offered, agents);
        const byRecursion = (offered * previous) / (agents + 1 + offered * previous);
        expect(Math.abs(next - byRecursion)).toBeLessThan(1e-12);
        expect(next).toBeLessThanOrEqual(previous);
      }),
    );
  });

  it('stays right for loads of ten thousands and answers at the ends', () => {
    expect(erlangB(50_000, 10)).toBeCloseTo(1 - 10 / 50_000, 6);
    expect(erlangB(20_000, 20_000)).toBeCloseTo(Math.sqrt(2 / (Math.PI * 20_000)), 4);
    expect(erlangB(0, 5)).toBe(0);
    expect(erlangB(0, 0)).toBe(1);
    expect(erlangB(3, 0)).toBe(1);
    expect(erlangB(1, 2000)).toBe(0);
    expect(() => erlangB(-1, 2)).toThrow(AnalyticsError);
    expect(() => erlangB(1, Number.NaN)).toThrow('agents must be a finite number from 0, not NaN');
  });
});

describe('erlangC', () => {
  it('is the reference for 100 contacts of 180 s in half an hour and 12 agents', () => {
    const queue = erlangCPerformance({ offered: 10, agents: 12, handleTime: 180, targetTime: 20 });
    expect(queue.waitProbability).toBeCloseTo(0.449388224298271, 13);
    expect(queue.serviceLevel).toBeCloseTo(0.640158040374007, 13);
    expect(queue.meanWait).toBeCloseTo(40.4449401868444, 11);
    expect(queue.meanQueue).toBeCloseTo(2.24694112149135, 12);
  });

  it('is the load for one agent, and certain for too few', () => {
    expect(erlangC(0.7, 1)).toBeCloseTo(0.7, 14);
    expect(erlangC(5, 5)).toBe(1);
    const swamped = erlangCPerformance({ offered: 5, agents: 4, handleTime: 60, targetTime: 20 });
    expect(swamped).toEqual({
      waitProbability: 1,
      serviceLevel: 0,
      meanWait: Infinity,
      meanQueue: Infinity,
      occupancy: 1,
    });
    expect(erlangCPerformance({ offered: 0, agents: 0, handleTime: 60, targetTime: 0 }).serviceLevel).toBe(1);
  });

  it('obeys Little’s law and falls with every part of an agent', () => {
    fc.assert(
      fc.property(load, fc.double({ min: 0.01, max: 30, noNaN: true }), (offered, spare) => {
        const queue = erlangCPerformance({
          offered,
          agents: offered + spare,
          handleTime: 240,
          targetTime: 20,
        });
        expect(queue.meanQueue).toBeCloseTo((offered / 240) * queue.meanWait, 8);
        expect(erlangC(offered, offered + spare + 0.1)).toBeLessThanOrEqual(queue.waitProbability + 1e-14);
      }),
    );
  });
});

describe('erlangA', () => {
  it('is the reference for 48 erlangs, 50 agents and two minutes’ patience', () => {
    const queue = erlangA({ offered: 48, agents: 50, handleTime: 60, patience: 120, targetTime: 20 });
    expect(queue.waitProbability).toBeCloseTo(0.46777406855379, 13);
    expect(queue.abandonment).toBeCloseTo(0.0309122491621932, 13);
    expect(queue.serviceLevel).toBeCloseTo(0.943018954746981, 13);
    expect(queue.serviceLevelOfServed).toBeCloseTo(0.973099653701857, 13);
    expect(queue.waitWithinTarget).toBeCloseTo(0.972864391707808, 13);
  });

  it('equals the birth and death chain, over- and underloaded', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 80, noNaN: true }),
        fc.integer({ min: 1, max: 80 }),
        fc.double({ min: 0.1, max: 5, noNaN: true }),
        (offered, agents, patience) => {
          const chain = bruteForceErlangA(offered, agents, patience);
          const queue = erlangA({ offered, agents, handleTime: 1, patience, targetTime: 0.1 });
          expect(queue.waitProbability).toBeCloseTo(chain.waiting, 11);
          expect(queue.meanQueue).toBeCloseTo(chain.queue, 9);
          expect(queue.abandonment).toBeCloseTo(chain.abandonment, 11);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('becomes Erlang C as patience grows, and Erlang B as it vanishes', () => {
    const queue = { offered: 10, agents: 12, handleTime: 180, targetTime: 20 };
    const patient = erlangCPerformance(queue);
    const nearly = erlangA({ ...queue, patience: 1e10 });
    expect(nearly.serviceLevel).toBeCloseTo(patient.serviceLevel, 6);
    expect(nearly.meanWait).toBeCloseTo(patient.meanWait, 4);
    expect(erlangA({ ...queue, patience: 1e-6 }).abandonment).toBeCloseTo(erlangB(10, 12), 6);
  });

  it('keeps its shares within [0, 1] and in order for any load', () => {
    fc.assert(
      fc.property(
        load,
        staff,
        fc.double({ min: 1, max: 1e6, noNaN: true }),
        fc.double({ min: 0, max: 500, noNaN: true }),
        (offered, agents, patience, targetTime) => {
          const queue = erlangA({ offered, agents, handleTime: 180, patience, targetTime });
          for (const share of [
            queue.waitProbability,
            queue.abandonment,
            queue.serviceLevel,
            queue.waitWithinTarget,
            queue.occupancy,
          ]) {
            expect(share).toBeGreaterThanOrEqual(-1e-12);
            expect(share).toBeLessThanOrEqual(1 + 1e-12);
          }
          expect(queue.serviceLevel).toBeLessThanOrEqual(1 - queue.abandonment + 1e-9);
          expect(queue.serviceLevel).toBeLessThanOrEqual(queue.waitWithinTarget + 1e-9);
        },
      ),
    );
    expect(erlangA({ offered: 0, agents: 1, handleTime: 1, patience: 1, targetTime: 0 }).serviceLevel).toBe(
      1,
    );
    expect(() => erlangA({ offered: 1, agents: 1, handleTime: 1, patience: 0, targetTime: 0 })).toThrow(
      'queue.patience',
    );
  });
});

describe('requiredAgents', () => {
  const demand = { contacts: 100, interval: 1800, handleTime: 180 };
  const eightyTwenty = { serviceLevel: { share: 0.8, within: 20 } };

  it('finds the classic 14 agents for 80 % in 20 s, and 20 on the roster at 30 % shrinkage', () => {
    expect(requiredAgents(demand, eightyTwenty)).toMatchObject({ agents: 14, rostered: 14, offered: 10 });
    expect(requiredAgents(demand, eightyTwenty, { shrinkage: 0.3 }).rostered).toBe(20);
    expect(requiredAgents({ ...demand, contacts: 84 }, { meanWait: 1e9 }, { shrinkage: 0.25 })).toMatchObject(
      { agents: 9, rostered: 12 },
    );
  });

  it('needs fewer where people hang up, and is the fewest that keeps each promise', () => {
    const impatient = { ...demand, patience: 180 };
    expect(requiredAgents(impatient, eightyTwenty).agents).toBeLessThan(14);
    const targets = { ...eightyTwenty, meanWait: 10, abandonment: 0.03, occupancy: 0.85 };
    const { agents } = requiredAgents(impatient, targets);
    const at = (count: number) =>
      erlangA({ offered: 10, agents: count, handleTime: 180, patience: 180, targetTime: 20 });
    const kept = (count: number) =>
      at(count).serviceLevel >= 0.8 &&
      at(count).meanWait <= 10 &&
      at(count).abandonment <= 0.03 &&
      at(count).occupancy <= 0.85;
    expect([kept(agents), kept(agents - 1)]).toEqual([true, false]);
  });

  it('needs nobody for nothing, and says which promise is wrong', () => {
    expect(requiredAgents({ ...demand, contacts: 0 }, eightyTwenty)).toMatchObject({
      agents: 0,
      rostered: 0,
    });
    expect(() => requiredAgents(demand, {})).toThrow('targets must name at least one promise');
    expect(() => requiredAgents(demand, { abandonment: 0.05 })).toThrow(
      'targets.abandonment needs demand.patience',
    );
    expect(() => requiredAgents(demand, { serviceLevel: { share: 1, within: 20 } })).toThrow(
      'targets.serviceLevel.share',
    );
    expect(() => requiredAgents(demand, eightyTwenty, { shrinkage: 1 })).toThrow('options.shrinkage');
    expect(() => requiredAgents({ ...demand, handleTime: 1e12 }, eightyTwenty)).toThrow(
      'cannot be met by 1000000 agents',
    );
  });
});
