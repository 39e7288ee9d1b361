/**
 * The first instant at which the local clock has reached a local time.
 *
 * - a local time that occurs once: that instant;
 * - one that occurs twice (clock set back): the first of the two;
 * - one that is jumped over (clock set forward): the instant of the jump.
 *
 * So the function never decreases as local time grows, and intervals that touch or follow one another on
 * the clock do so in time.
 *
 * @returns epoch milliseconds
 */
export function firstInstantAt(local: Temporal.PlainDateTime, timeZone: string): number {
  const zoned = local.toZonedDateTime(timeZone, { disambiguation: 'compatible' });
  if (zoned.toPlainDateTime().equals(local)) return zoned.epochMilliseconds;
  // In a gap `compatible` answers with a time after the jump; the jump is the transition at or before it.
  const jump = zoned.add({ nanoseconds: 1 }).getTimeZoneTransition('previous');
  return (jump ?? zoned).epochMilliseconds;
}
