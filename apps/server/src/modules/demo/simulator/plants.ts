import type { Remedy } from './types.ts';
import type { TeamKey } from './world.ts';

/**
 * Known patterns, planted so that every analysis can be checked for finding them.
 * `progress` is the place in the simulated time, 0 at its start and 1 at its end.
 */
export const plants = {
  /** A faulty batch of one product: eight times as many washing machine repairs, nearly all of this model, with this matter. */
  faultyProduct: {
    product: 'HY-W20 滚筒洗衣机',
    category: 'repair.washer',
    subject: '{p}脱水时异响、抖动很大',
    from: 0.58,
    to: 0.7,
    factor: 5,
    complaintShare: 0.25,
  },
  /**
   * Hand-overs to the two dispatch teams wait for hours: the list of what was handed over is looked at once a day. A
   * team that has learned a better procedure does so no longer, see `Remedy`.
   */
  slowHandover: { to: ['dispatch', 'dispatch2'], begins: 0.72, extraHours: 24 },
  /** A fortnight in which customers of the online team are a little harder to please: noise, too small to mean anything. */
  noise: { team: 'online', from: 0.9, to: 0.93, satisfaction: -0.1 },
  /** Whoever buys the first very often has the second: for association rules. */
  boughtTogether: { first: 'HY-A5 新风空调', second: 'HY-S2 净水器', share: 0.6 },
  /** Customers who waited twice in a row for a late delivery do not come back. */
  churn: { category: 'delivery.late', times: 2, stays: 0.1 },
} as const;

/** Hours that something handed to a team at an instant lies there before anybody looks, on average; 0 where nothing is wrong. */
export function handoverDelay(
  to: TeamKey,
  progress: number,
  at: number,
  remedies: readonly Remedy[],
): number {
  const { slowHandover: slow } = plants;
  const isPlanted = progress >= slow.begins && slow.to.some((team) => team === to);
  const isRemedied = remedies.some((remedy) => remedy.team === to && at >= remedy.from);
  return isPlanted && !isRemedied ? slow.extraHours : 0;
}

/** What a customer whose matter a team takes is in the mood for, see `SimTicket.mood`. */
export function moodWith(team: TeamKey, progress: number): number {
  const { noise } = plants;
  return team === noise.team && progress >= noise.from && progress < noise.to ? noise.satisfaction : 0;
}
