/** Years that ISO 8601 writes with four digits. */
const YEAR_ZERO = -62_167_219_200_000;
const YEAR_TEN_THOUSAND = 253_402_300_800_000;

/**
 * A time as ISO 8601 in UTC, with as many places behind the second as it takes (milliseconds, else nanoseconds).
 *
 * @returns an empty text for NaN and for years outside 0 to 9999
 */
export function formatTime(time: number): string {
  if (!(time >= YEAR_ZERO && time < YEAR_TEN_THOUSAND)) return '';
  const whole = Math.floor(time);
  const text = new Date(whole).toISOString();
  if (whole === time) return text;
  const billionths = Math.min(999_999, Math.round((time - whole) * 1e6));
  return `${text.slice(0, -1)}${String(billionths).padStart(6, '0')}Z`;
}
