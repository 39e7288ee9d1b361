import { addDays } from '../../lib/time/format.ts';

/** A month as `YYYY-MM`. */
export const monthOf = (date: string): string => date.slice(0, 7);

/** The month so many months later, or earlier. */
export function moveMonth(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

/** All days of the weeks, Monday to Sunday, that a month touches. */
export function monthDays(month: string): string[] {
  const first = `${month}-01`;
  const last = addDays(`${moveMonth(month, 1)}-01`, -1);
  const weekday = (date: string) => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  const days: string[] = [];
  const end = addDays(last, 6 - weekday(last));
  for (let day = addDays(first, -weekday(first)); day <= end; day = addDays(day, 1)) days.push(day);
  return days;
}
