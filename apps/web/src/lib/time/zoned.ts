/** Minutes by which a zone is ahead of UTC at an instant. */
function offsetMinutes(timeZone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((found) => found.type === type)?.value ?? 0);
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return Math.round((local - Math.floor(at / 1_000) * 1_000) / 60_000);
}

/**
 * The instant at which a calendar date begins in a time zone, as ISO 8601.
 * Where midnight does not exist (clocks go forward at midnight), the first moment after.
 */
export function startOfDay(date: string, timeZone: string): string {
  const utc = Date.parse(`${date}T00:00:00Z`);
  const guess = utc - offsetMinutes(timeZone, utc) * 60_000;
  // The offset may change between the guess and the answer; once more settles it.
  const settled = utc - offsetMinutes(timeZone, guess) * 60_000;
  return new Date(settled).toISOString();
}
