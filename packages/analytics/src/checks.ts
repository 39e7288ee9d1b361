/** The checks that every function makes of its arguments; each throws an `AnalyticsError` that names the argument. */
import { AnalyticsError } from './errors.ts';

/** A list of numbers, as an array or a typed array. */
export type Numbers = ArrayLike<number>;

/** @throws AnalyticsError unless `value` is a finite number */
export function requireFinite(argument: string, value: number): void {
  if (!Number.isFinite(value)) throw new AnalyticsError(argument, `must be a finite number, not ${value}`);
}

/** @throws AnalyticsError unless `value` is finite and above 0 */
export function requirePositive(argument: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
    throw new AnalyticsError(argument, `must be a finite number above 0, not ${value}`);
  }
}

/** @throws AnalyticsError unless `value` is finite and at least 0 */
export function requireNotNegative(argument: string, value: number): void {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
    throw new AnalyticsError(argument, `must be a finite number from 0, not ${value}`);
  }
}

/** @throws AnalyticsError unless `value` lies in [0, 1] */
export function requireShare(argument: string, value: number): void {
  if (!(value >= 0 && value <= 1)) throw new AnalyticsError(argument, `must lie in [0, 1], not ${value}`);
}

/** @throws AnalyticsError unless `value` lies strictly between 0 and 1, as a confidence level or alpha must */
export function requireOpenShare(argument: string, value: number): void {
  if (!(value > 0 && value < 1)) {
    throw new AnalyticsError(argument, `must lie between 0 and 1 without its ends, not ${value}`);
  }
}

/** @throws AnalyticsError unless `value` is an integer from `least` on */
export function requireInteger(argument: string, value: number, least: number): void {
  if (!(Number.isSafeInteger(value) && value >= least)) {
    throw new AnalyticsError(argument, `must be an integer from ${least}, not ${value}`);
  }
}

/** @throws AnalyticsError unless `values` has at least `least` elements, all of them finite */
export function requireNumbers(argument: string, values: Numbers, least = 1): void {
  if (values.length < least) {
    const have = values.length === 0 ? 'is empty' : `has ${values.length}`;
    throw new AnalyticsError(
      argument,
      `must have at least ${least} element${least === 1 ? '' : 's'}, but ${have}`,
    );
  }
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new AnalyticsError(`${argument}[${i}]`, `must be a finite number, not ${values[i]}`);
    }
  }
}

/** @throws AnalyticsError unless `a` and `b` have the same length */
export function requireSameLength(
  argumentA: string,
  a: ArrayLike<unknown>,
  argumentB: string,
  b: ArrayLike<unknown>,
): void {
  if (a.length !== b.length) {
    throw new AnalyticsError(
      argumentB,
      `must have as many elements as ${argumentA} (${a.length}), not ${b.length}`,
    );
  }
}

/** @throws AnalyticsError unless `successes` of `trials` makes a proportion: integers, 0 ≤ successes ≤ trials, trials ≥ 1 */
export function requireProportion(
  successesName: string,
  successes: number,
  trialsName: string,
  trials: number,
): void {
  requireInteger(trialsName, trials, 1);
  requireInteger(successesName, successes, 0);
  if (successes > trials) {
    throw new AnalyticsError(successesName, `must not exceed ${trialsName} (${trials}), but is ${successes}`);
  }
}
