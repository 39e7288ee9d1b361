import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalyticsError } from '../errors.ts';
import { seeded } from '../testing.ts';
import { samplerOf } from './distribution.ts';
import { erlangA } from './erlang-a.ts';
import { erlangCPerformance } from './erlang-c.ts';
import { eventQueue } from './event-queue.ts';
import { simulateQueues } from './simulate-queues.ts';
import { simulateReplications } from './simulate-replications.ts';
import type { SimulatedQueue, Simulation } from './simulation-types.ts';

const minute = { kind: 'exponential', mean: 60 } as const;
const calls = (over: Partial<SimulatedQueue> = {}): SimulatedQueue => ({
  id: 'calls',
  arrivals: [{ from: 0, rate: 8 / 60 }],
  handleTime: minute,
  targetTime: 20,
  ...over,
});
const team = (size: number, skills = ['calls']) =>
  Array.from({ length: size }, (_, i) => ({ id: `a${i}`, skills }));
const long: Omit<Simulation, 'queues' | 'agents'> = { duration: 120_000, warmUp: 2000 };
/** Nothing in this day is left to chance. */
const never = () => {
  throw new Error('no randomness expected');
};

describe('simulateQueues against theory', () => {
  it('agrees with Erlang C within its own interval', () => {
    const theory = erlangCPerformance({ offered: 8, agents: 10, handleTime: 60, targetTime: 20 });
    const [queue] = simulateReplications(
      { queues: [calls()], agents: team(10), ...long },
      { random: seeded(1), runs: 20, confidence: 0.999 },
    );
    expect(queue?.serviceLevel?.lower).toBeLessThan(theory.serviceLevel);
    expect(queue?.serviceLevel?.upper).toBeGreaterThan(theory.serviceLevel);
    expect(queue?.meanWait?.lower).toBeLessThan(theory.meanWait);
    expect(queue?.meanWait?.upper).toBeGreaterThan(theory.meanWait);
    // An interval that covers anything would prove nothing.
    expect((queue?.serviceLevel?.upper as number) - (queue?.serviceLevel?.lower as number)).toBeLessThan(
      0.04,
    );
  });

  it('agrees with Erlang A within its own interval, overloaded', () => {
    const theory = erlangA({ offered: 8, agents: 7, handleTime: 60, patience: 90, targetTime: 20 });
    const [queue] = simulateReplications(
      { queues: [calls({ patience: { kind: 'exponential', mean: 90 } })], agents: team(7), ...long },
      { random: seeded(2), runs: 20, confidence: 0.999 },
    );
    for (const [figure, want] of [
      [queue?.serviceLevel, theory.serviceLevel],
      [queue?.meanWait, theory.meanWait],
      [queue?.abandonment, theory.abandonment],
    ] as const) {
      expect(figure?.lower).toBeLessThan(want);
      expect(figure?.upper).toBeGreaterThan(want);
    }
  });

  it('agrees with Pollaczek and Khinchine for one agent with fixed handling time', () => {
    // Mean wait = ρ h / (2 (1 - ρ)) for ρ = 0.5, h = 60.
    const [queue] = simulateReplications(
      {
        queues: [
          calls({ arrivals: [{ from: 0, rate: 0.5 / 60 }], handleTime: { kind: 'fixed', value: 60 } }),
        ],
        agents: team(1),
        duration: 200_000,
      },
      { random: seeded(3), runs: 20, confidence: 0.999 },
    );
    expect(queue?.meanWait?.lower).toBeLessThan(30);
    expect(queue?.meanWait?.upper).toBeGreaterThan(30);
  });
});

describe('simulateQueues step by step', () => {
  const fixed = (value: number) => ({ kind: 'fixed', value }) as const;

  it('serves the higher priority first and the rest in order', () => {
    const random = seeded(5);
    const both = simulateQueues(
      {
        queues: [
          calls({ id: 'plain', arrivals: [{ from: 0, rate: 0.02 }], handleTime: fixed(40) }),
          calls({ id: 'vip', arrivals: [{ from: 0, rate: 0.004 }], handleTime: fixed(40), priority: -1 }),
        ],
        agents: team(1, ['plain', 'vip']),
        duration: 100_000,
      },
      random,
    );
    const [plain, vip] = both.queues;
    // A VIP waits for the contact under way and other VIPs only.
    expect(vip?.meanWait as number).toBeLessThan(40);
    expect(plain?.meanWait as number).toBeGreaterThan(3 * (vip?.meanWait as number));
  });

  it('keeps the versatile free for what only they can do', () => {
    const outcome = simulateQueues(
      {
        queues: [calls({ id: 'a', arrivals: [{ from: 0, rate: 0.001 }] }), calls({ id: 'b', arrivals: [] })],
        agents: [
          { id: 'versatile', skills: ['a', 'b'] },
          { id: 'specialist', skills: ['a'] },
        ],
        duration: 200_000,
      },
      seeded(6),
    );
    const [versatile, specialist] = outcome.agents;
    expect(specialist?.handled as number).toBeGreaterThan(5 * (versatile?.handled as number));
  });

  it('finishes a contact after the end of a spell, and leaves the rest until the next one', () => {
    const outcome = simulateQueues(
      {
        queues: [calls({ arrivals: [{ from: 0, rate: 0.05 }], handleTime: fixed(100) })],
        agents: [
          {
            id: 'a',
            skills: ['calls'],
            spells: [
              { from: 0, to: 150 },
              { from: 1000, to: 1050 },
            ],
          },
        ],
        duration: 200,
      },
      seeded(7),
    );
    const queue = outcome.queues[0];
    expect(queue?.served).toBe(3);
    expect(queue?.left).toBe((queue?.offered as number) - 3);
    expect(queue?.waitPercentiles?.p95 as number).toBeGreaterThan(500);
    expect(outcome.agents[0]).toMatchObject({ handled: 3, busyTime: 300, workTime: 200, occupancy: 1.5 });
  });

  it('loses everybody where patience is none and nobody works', () => {
    const { queues } = simulateQueues(
      { queues: [calls({ patience: fixed(0) })], agents: [], duration: 1000 },
      seeded(8),
    );
    expect(queues[0]).toMatchObject({ served: 0, serviceLevel: 0, meanWait: 0, left: 0 });
    expect(queues[0]?.abandoned).toBe(queues[0]?.offered);
  });

  it('follows the arrival profile', () => {
    const { queues } = simulateQueues(
      {
        queues: [
          calls({
            arrivals: [
              { from: 1000, rate: 1 },
              { from: 2000, rate: 0 },
              { from: 3000, rate: 0.5 },
            ],
          }),
        ],
        agents: team(500),
        duration: 4000,
      },
      seeded(9),
    );
    expect(queues[0]?.offered as number).toBeGreaterThan(1300);
    expect(queues[0]?.offered as number).toBeLessThan(1700);
  });

  it('accounts for every contact, and repeats with the same seed', () => {
    const world = fc.record({
      rate: fc.double({ min: 0, max: 0.5, noNaN: true }),
      agents: fc.integer({ min: 0, max: 6 }),
      patience: fc.option(fc.double({ min: 1, max: 200, noNaN: true }), { nil: undefined }),
      seed: fc.integer(),
    });
    fc.assert(
      fc.property(world, ({ rate, agents, patience, seed }) => {
        const queue = calls({
          arrivals: [{ from: 0, rate }],
          ...(patience === undefined ? {} : { patience: { kind: 'exponential', mean: patience } as const }),
        });
        const day = { queues: [queue], agents: team(agents), duration: 2000, warmUp: 100 };
        const outcome = simulateQueues(day, seeded(seed));
        const counts = outcome.queues[0] as (typeof outcome.queues)[number];
        expect(counts.served + counts.abandoned + counts.left).toBe(counts.offered);
        expect(counts.servedInTime).toBeLessThanOrEqual(counts.served);
        if (agents > 0 && patience === undefined) expect(counts.left).toBe(0);
        expect(simulateQueues(day, seeded(seed))).toEqual(outcome);
      }),
      { numRuns: 50 },
    );
  });

  it('has stated answers for an empty world', () => {
    const { queues, agents } = simulateQueues(
      { queues: [calls({ arrivals: [] })], agents: team(1), duration: 10 },
      never,
    );
    expect(queues[0]).toMatchObject({
      offered: 0,
      serviceLevel: null,
      meanWait: null,
      waitPercentiles: null,
    });
    expect(agents[0]?.occupancy).toBe(0);
    const replicated = simulateReplications(
      { queues: [calls({ arrivals: [] })], agents: [], duration: 10 },
      { random: never, runs: 2 },
    );
    expect(replicated).toEqual([{ id: 'calls', serviceLevel: null, meanWait: null, abandonment: null }]);
  });

  it.each<[string, Partial<Simulation>]>([
    ['simulation.duration', { duration: 0 }],
    ['simulation.warmUp must be below', { warmUp: 50 }],
    ['simulation.queues must have different ids', { queues: [calls(), calls()] }],
    [
      'simulation.queues[0].arrivals[1].from',
      {
        queues: [
          calls({
            arrivals: [
              { from: 5, rate: 1 },
              { from: 5, rate: 1 },
            ],
          }),
        ],
      },
    ],
    [
      'simulation.queues[0].arrivals[0].rate',
      { queues: [calls({ arrivals: [{ from: 0, rate: Number.NaN }] })] },
    ],
    ['simulation.agents[0].skills must be ids', { agents: team(1, ['chat']) }],
    [
      'simulation.agents[0].spells[1].from',
      {
        agents: [
          {
            id: 'a',
            skills: [],
            spells: [
              { from: 0, to: 9 },
              { from: 8, to: 12 },
            ],
          },
        ],
      },
    ],
    ['queues[0].handleTime.mean', { queues: [calls({ handleTime: { kind: 'exponential', mean: 0 } })] }],
    ['queues[0].patience.values', { queues: [calls({ patience: { kind: 'observed', values: [] } })] }],
  ])('refuses a wrong %s', (message, part) => {
    const run = () =>
      simulateQueues({ queues: [calls()], agents: team(1), duration: 50, ...part }, seeded(1));
    expect(run).toThrow(AnalyticsError);
    expect(run).toThrow(message);
  });
});

describe('samplerOf', () => {
  it.each([
    [{ kind: 'exponential', mean: 7 } as const, 7, 7],
    [{ kind: 'lognormal', mean: 5, variation: 0.8 } as const, 5, 4],
    [{ kind: 'observed', values: [1, 3] } as const, 2, 1],
    [{ kind: 'fixed', value: 4 } as const, 4, 0],
  ])('%j has its mean and spread', (distribution, mean, sd) => {
    const sample = samplerOf('it', distribution, seeded(10));
    const values = Array.from({ length: 100_000 }, () => sample());
    const centre = values.reduce((a, b) => a + b, 0) / values.length;
    const spread = Math.sqrt(values.reduce((a, b) => a + (b - centre) ** 2, 0) / values.length);
    expect(Math.abs(centre - mean)).toBeLessThan(0.02 * mean);
    expect(Math.abs(spread - sd)).toBeLessThan(0.03 * mean);
  });
});

describe('eventQueue', () => {
  it('gives events back by time, and those of one time in the order they came', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (times) => {
        const queue = eventQueue();
        for (const [i, time] of times.entries()) queue.push(time, 0, i);
        const order: number[] = [];
        while (queue.next()) order.push(queue.subject);
        expect(order).toEqual(
          times
            .map((time, i) => [time, i] as const)
            .sort((a, b) => a[0] - b[0] || a[1] - b[1])
            .map(([, i]) => i),
        );
      }),
    );
  });
});
