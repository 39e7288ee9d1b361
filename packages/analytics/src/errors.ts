/**
 * The one error that this library throws: it names the argument at fault and says why it was refused.
 *
 * @example
 * try { mean([]) } catch (error) {
 *   if (error instanceof AnalyticsError) console.log(error.argument, error.reason); // 'values', 'must not be empty'
 * }
 */
export class AnalyticsError extends Error {
  override readonly name = 'AnalyticsError';
  /** Name of the argument (or field of one, such as `options.alpha`) that was refused. */
  readonly argument: string;
  /** The rule that it broke, in words that complete "argument …". */
  readonly reason: string;

  constructor(argument: string, reason: string) {
    super(`${argument} ${reason}`);
    this.argument = argument;
    this.reason = reason;
  }
}
