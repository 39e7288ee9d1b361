import { requireNotNegative } from '../checks.ts';
import { poissonTerm } from '../special/discrete.ts';
import { lowerGammaSeries, upperGammaFraction } from '../special/incomplete-gamma.ts';

/** Up to so many whole agents the textbook recursion is the quickest. */
const MOST_FOR_RECURSION = 200;

/**
 * Erlang B: the share of contacts that find every agent busy where nobody can wait.
 *
 * For a whole number of agents a^N / N! over Σ a^k / k!; between whole numbers by the continuous extension
 * a^N e^-a / Γ(N + 1, a), so that part-time and shared agents count. Source: Erlang (1917); Jagerman, Bell System
 * Technical Journal 53 (1974). O(sqrt(agents)).
 *
 * @param offered load in erlangs: agents that would be busy if none were short
 * @param agents need not be whole
 * @returns share from 0 to 1; 1 without agents, unless nothing is offered
 * @throws AnalyticsError if a number is negative or not finite
 * @example erlangB(10, 12); // 0.1197
 */
export function erlangB(offered: number, agents: number): number {
  requireNotNegative('offered', offered);
  requireNotNegative('agents', agents);
  if (agents === 0) return 1;
  if (offered === 0) return 0;
  if (agents <= MOST_FOR_RECURSION && Number.isInteger(agents)) {
    let blocking = 1;
    for (let n = 1; n <= agents; n++) blocking = (offered * blocking) / (n + offered * blocking);
    return blocking;
  }
  // Γ(N + 1, a) = N! Q(N + 1, a): on either side of the mean by the form that neither cancels nor underflows.
  if (offered >= agents + 2) return 1 / (offered * upperGammaFraction(agents + 1, offered));
  const density = poissonTerm(agents, offered);
  const below = poissonTerm(agents + 1, offered) * lowerGammaSeries(agents + 1, offered);
  return Math.min(1, density / (1 - below));
}

/**
 * Erlang B of one load for whole numbers of agents, asked for one after the other: each is `erlangB` to the bit, but
 * the steps of the recursion are taken once. O(1) a number, after O(agents) for the largest.
 */
export function erlangBOfWhole(offered: number): (agents: number) => number {
  const known = [1];
  return (agents) => {
    if (agents > MOST_FOR_RECURSION) return erlangB(offered, agents);
    let blocking = known[known.length - 1] as number;
    for (let n = known.length; n <= agents; n++) {
      blocking = (offered * blocking) / (n + offered * blocking);
      known.push(blocking);
    }
    return known[agents] as number;
  };
}
