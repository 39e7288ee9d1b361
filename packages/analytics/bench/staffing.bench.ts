import { erlangC, exponentialSmoothing, requiredAgents, simulateQueues } from '../src/staffing/index.ts';
import { seeded } from '../src/testing.ts';
import { type Comparison, median } from './harness.ts';

/** Milliseconds of statsmodels 0.15 for the same on two cores of a cloud machine. */
const STATED_HOLT_WINTERS = 120;

export default function run(): Comparison[] {
  const random = seeded(4);
  const calls = Array.from(
    { length: 1223 },
    (_, t) => 150 + 80 * Math.sin((2 * Math.PI * t) / 7) + 60 * random(),
  );
  const day = {
    queues: [
      {
        id: 'calls',
        arrivals: [{ from: 0, rate: 1 }],
        handleTime: { kind: 'lognormal', mean: 45, variation: 1 } as const,
        patience: { kind: 'exponential', mean: 120 } as const,
        targetTime: 20,
      },
    ],
    agents: Array.from({ length: 48 }, (_, i) => ({ id: `${i}`, skills: ['calls'] })),
    duration: 100_000,
  };
  return [
    {
      name: 'staffing: Erlang C of 2,000 agents, 1 k times',
      ours: median(() => repeat(1000, (i) => erlangC(1900 + i / 100, 2000))),
      reference: median(() => repeat(1000, (i) => erlangCByRecursion(1900 + i / 100, 2000))),
      referenceName: 'the textbook recursion',
    },
    {
      name: 'staffing: agents for 336 half hours (80 % in 20 s)',
      ours: median(() =>
        repeat(
          336,
          (i) =>
            requiredAgents(
              { contacts: 100 + i, interval: 1800, handleTime: 240 },
              { serviceLevel: { share: 0.8, within: 20 } },
            ).agents,
        ),
      ),
      reference: median(() => repeat(336, (i) => agentsByCounting(((100 + i) * 240) / 1800, 240, 0.8, 20))),
      referenceName: 'counting up with the recursion',
    },
    {
      name: 'staffing: simulate 100 k contacts, 48 agents',
      ours: median(() => simulateQueues(day, seeded(5)), 3),
      reference: 1000,
      referenceName: '100 k contacts a second (wanted)',
    },
    {
      name: 'staffing: Holt–Winters of 1,223 days',
      ours: median(() => exponentialSmoothing(calls, 28, { trend: 'none' })),
      reference: STATED_HOLT_WINTERS,
      referenceName: 'statsmodels ExponentialSmoothing (stated)',
    },
  ];
}

function repeat(times: number, compute: (i: number) => number): number {
  let total = 0;
  for (let i = 0; i < times; i++) total += compute(i);
  return total;
}

function erlangCByRecursion(offered: number, agents: number): number {
  let blocking = 1;
  for (let n = 1; n <= agents; n++) blocking = (offered * blocking) / (n + offered * blocking);
  return blocking / (1 - (offered / agents) * (1 - blocking));
}

function agentsByCounting(offered: number, handleTime: number, share: number, within: number): number {
  let agents = Math.ceil(offered + 1e-9);
  while (
    1 - erlangCByRecursion(offered, agents) * Math.exp((-(agents - offered) * within) / handleTime) <
    share
  )
    agents++;
  return agents;
}
