/** Which cases a model learns from and which tell it when to stop. */
import { type Numbers, requireInteger } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import type { Random } from '../stats/types.ts';
import type { WatchedCases } from './boosting-rounds.ts';
import { requireRows } from './features.ts';

/**
 * Stop when the loss on cases held out has not fallen for `patience` rounds (default 20), and keep the trees up to the
 * best. Which ones: a share of the cases (drawn by outcome), or the places of those to hold out, such as the latest.
 * With `refit`, learn once more from all cases, as many rounds as did best: for small tables, where each case counts.
 */
export type HoldOut = ({ share: number } | { rows: Numbers }) & { patience?: number; refit?: boolean };

export interface HoldOutSettings {
  random: Random;
  loss: 'log' | 'squared';
  holdOut?: HoldOut;
}

/** Cases in ascending order, on both sides. @throws AnalyticsError if a side would be empty */
export function holdOut(
  rows: number,
  outcome: Numbers,
  { random, loss, holdOut: wish }: HoldOutSettings,
): WatchedCases & { refit: boolean } {
  const apart = new Uint8Array(rows);
  const patience = wish?.patience ?? 20;
  requireInteger('options.holdOut.patience', patience, 1);
  if (wish && 'rows' in wish) {
    requireRows('options.holdOut.rows', wish.rows, rows);
    for (let i = 0; i < wish.rows.length; i++) apart[wish.rows[i] as number] = 1;
  } else if (wish) {
    if (!(wish.share > 0 && wish.share < 1)) {
      throw new AnalyticsError('options.holdOut.share', `must lie between 0 and 1, not ${wish.share}`);
    }
    // The same share of both outcomes, so that a rare one is not left to chance.
    for (const part of loss === 'log' ? [0, 1] : [null]) draw(apart, outcome, part, wish.share, random);
  }
  const held: number = apart.reduce((sum, value) => sum + value, 0);
  if (rows - held < 1 || (wish && held < 1)) {
    throw new AnalyticsError(
      'options.holdOut',
      `must leave cases on both sides, but holds out ${held} of ${rows}`,
    );
  }
  return {
    learnt: placesOf(apart, 0, rows - held),
    held: placesOf(apart, 1, held),
    patience,
    refit: wish?.refit ?? false,
  };
}

function draw(apart: Uint8Array, outcome: Numbers, part: number | null, share: number, random: Random): void {
  let left = 0;
  for (let i = 0; i < apart.length; i++) if (part === null || outcome[i] === part) left++;
  let wanted = Math.round(share * left);
  for (let i = 0; i < apart.length; i++) {
    if (part !== null && outcome[i] !== part) continue;
    if (random() * left < wanted) {
      apart[i] = 1;
      wanted--;
    }
    left--;
  }
}

function placesOf(apart: Uint8Array, side: number, count: number): Int32Array {
  const places = new Int32Array(count);
  let found = 0;
  for (let i = 0; i < apart.length; i++) if (apart[i] === side) places[found++] = i;
  return places;
}
