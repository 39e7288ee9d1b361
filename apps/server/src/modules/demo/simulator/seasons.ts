/** What moves the number of contacts from day to day. Times are local: `hour` 0–23, `date` a plain date. */

const byWeekday = [1.18, 1.08, 1.02, 1, 1.04, 0.92, 0.76];
// Two peaks, late morning and evening, as retailers' hotlines see them.
const byHour = [
  0.15, 0.08, 0.05, 0.03, 0.03, 0.06, 0.2, 0.6, 1.6, 3.4, 4.2, 3.6, 2.4, 2.6, 3.3, 3.6, 3.1, 2.5, 2.2, 2.6,
  2.9, 2.2, 1.1, 0.45,
];

/** The first day of the Chinese lunar year. */
const springFestivals = [
  '2023-01-22',
  '2024-02-10',
  '2025-01-29',
  '2026-02-17',
  '2027-02-06',
  '2028-01-26',
  '2029-02-13',
  '2030-02-03',
];

/** Relative volume of a day: week, festivals and sales seasons. */
export function dayFactor(date: Temporal.PlainDate): number {
  return byWeekday[date.dayOfWeek - 1]! * saleFactor(date) * springFactor(date);
}

/** Relative volume of the hours of a day. */
export const hourFactors: readonly number[] = byHour;

/** Air conditioners break in summer. */
export function summerFactor(date: Temporal.PlainDate): number {
  const fromPeak = Math.abs(date.dayOfYear - 205) / 45;
  return 0.6 + 1.9 * Math.exp(-fromPeak * fromPeak);
}

function saleFactor({ month, day }: Temporal.PlainDate): number {
  if (month === 6 && day <= 25) return day >= 16 && day <= 22 ? 1.4 : 1.15;
  if (month === 11 && day <= 25) return day >= 11 && day <= 17 ? 1.5 : 1.15;
  if (month === 10 && day <= 7) return 0.8;
  return 1;
}

function springFactor(date: Temporal.PlainDate): number {
  for (const festival of springFestivals) {
    const days = date.since(Temporal.PlainDate.from(festival)).total('days');
    if (days >= -2 && days <= 6) return 0.4;
    if (days >= 7 && days <= 20) return 1.3;
  }
  return 1;
}
