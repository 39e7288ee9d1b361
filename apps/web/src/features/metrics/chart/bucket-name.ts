import type { Locale, MetricGrain } from '@jingyun/contracts';

const styles: Record<MetricGrain, Intl.DateTimeFormatOptions> = {
  hour: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { month: 'numeric', day: 'numeric' },
  week: { month: 'numeric', day: 'numeric' },
  month: { year: 'numeric', month: 'short' },
};

/** A bucket's name under a chart: the hour, day, first day of the week, or month it begins with. */
export function bucketName(
  start: string,
  grain: MetricGrain,
  locale: Locale,
  timeZone: string,
  withDay = false,
): string {
  const style =
    grain === 'hour' && withDay ? { ...styles.hour, month: 'numeric', day: 'numeric' } : styles[grain];
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    ...(style as Intl.DateTimeFormatOptions),
    timeZone,
  }).format(new Date(start));
}
