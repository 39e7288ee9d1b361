/*
 * The time of day by the server's clock. A computer whose own clock is wrong would show promises as broken that are
 * not; and in the demo weeks may have passed at once.
 */

/** A difference that the way to the server and back may have made: not worth a correction. */
const tolerance = 2_000;
let ahead = 0;

/** Sets the clock by what the server has just said. @param iso an instant, ISO 8601 */
export function setClock(iso: string): void {
  const difference = Date.parse(iso) - Date.now();
  ahead = Math.abs(difference) <= tolerance ? 0 : difference;
}

/** The time of day in epoch milliseconds. */
export function clockNow(): number {
  return Date.now() + ahead;
}
