/**
 * An instant as the API writes it, the same text as `Temporal.Instant.toString()`. A chart of two years writes thousands
 * of them; by way of Temporal that took a quarter of its time, and instants of buckets are whole seconds.
 *
 * @param ms epoch milliseconds
 */
export function isoInstant(ms: number): string {
  if (ms % 1_000 !== 0) return Temporal.Instant.fromEpochMilliseconds(ms).toString();
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}
