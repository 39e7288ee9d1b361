import type { Locale } from '@jingyun/contracts';

interface UnitWords {
  day: string;
  hour: string;
  minute: string;
  second: string;
}

const units: Record<Locale, UnitWords> = {
  'zh-CN': { day: ' 天', hour: ' 小时', minute: ' 分', second: ' 秒' },
  'zh-TW': { day: ' 天', hour: ' 小時', minute: ' 分', second: ' 秒' },
  en: { day: ' d', hour: ' h', minute: ' min', second: ' s' },
};

const scale = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const satisfies readonly (readonly [keyof UnitWords, number])[];

/**
 * A length of time in at most two units: `2 小时 5 分`, `3 d 4 h`. Rounded down, sign dropped.
 * @param seconds its length; not a number gives a dash
 * @param largest `hour` for working time, of which a day has not 24 hours
 */
export function formatDuration(
  seconds: number | null | undefined,
  locale: Locale,
  largest: 'day' | 'hour' = 'day',
): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return '—';
  let rest = Math.floor(Math.abs(seconds));
  const words = units[locale];
  const first = scale.findIndex(([unit, size]) => rest >= size && (unit !== 'day' || largest === 'day'));
  if (first === -1) return `0${words.second}`;
  const parts: string[] = [];
  for (const [unit, size] of scale.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count}${words[unit]}`);
  }
  return parts.join(' ');
}

/** A running clock as digits that do not jump: `1:05:09`, `12:30`, or `3d 04:05` from a day on. */
export function formatClock(seconds: number): string {
  const rest = Math.floor(Math.abs(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const days = Math.floor(rest / 86_400);
  const hours = Math.floor((rest % 86_400) / 3_600);
  const minutes = Math.floor((rest % 3_600) / 60);
  if (days > 0) return `${days}d ${two(hours)}:${two(minutes)}`;
  if (hours > 0) return `${hours}:${two(minutes)}:${two(rest % 60)}`;
  return `${minutes}:${two(rest % 60)}`;
}
