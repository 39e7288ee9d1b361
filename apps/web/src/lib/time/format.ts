import type { Locale } from '@jingyun/contracts';
import { clockNow } from './clock.ts';

export type InstantStyle = 'full' | 'short' | 'date' | 'time' | 'day';

const styles: Record<InstantStyle, Intl.DateTimeFormatOptions> = {
  full: {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  },
  short: { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  date: { year: 'numeric', month: '2-digit', day: '2-digit' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { month: 'short', day: 'numeric', weekday: 'short' },
};

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(style: InstantStyle, locale: Locale, timeZone: string): Intl.DateTimeFormat {
  const key = `${style}|${locale}|${timeZone}`;
  const kept = formatters.get(key);
  if (kept !== undefined) return kept;
  // British order and 24 hours for English: unambiguous for readers everywhere.
  const made = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { ...styles[style], timeZone });
  formatters.set(key, made);
  return made;
}

/** An instant (ISO 8601) in the organisation's time zone; `short` gains the year where it is not this one. */
export function formatInstant(
  iso: string | null | undefined,
  options: { style: InstantStyle; locale: Locale; timeZone: string; now?: number },
): string {
  if (iso === null || iso === undefined) return '—';
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return '—';
  const { locale, timeZone, now = clockNow() } = options;
  const year = (time: number | Date) =>
    new Intl.DateTimeFormat('en', { year: 'numeric', timeZone }).format(time);
  const style = options.style === 'short' && year(at) !== year(now) ? 'date' : options.style;
  return formatter(style, locale, timeZone).format(at);
}

const steps = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

const relativeFormatters = new Map<Locale, Intl.RelativeTimeFormat>();

/** How long ago or ahead an instant lies: `5分钟前`, `in 2 hours`. Under a minute: now. */
export function formatRelative(iso: string, now: number, locale: Locale): string {
  const seconds = (new Date(iso).getTime() - now) / 1_000;
  let format = relativeFormatters.get(locale);
  if (format === undefined) {
    format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
    relativeFormatters.set(locale, format);
  }
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return format.format(0, 'second');
}

/** The calendar date (`YYYY-MM-DD`) of an instant in a time zone. */
export function dateIn(timeZone: string, at: number | Date): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at);
}

/** A calendar date moved by days. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
