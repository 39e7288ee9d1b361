/** The time zones this browser knows, with their offset now, for a select; the common ones of our users first. */
export function timeZoneOptions(): { value: string; label: string }[] {
  const first = [
    'Asia/Shanghai',
    'Asia/Taipei',
    'Asia/Hong_Kong',
    'Asia/Singapore',
    'Asia/Tokyo',
    'Europe/London',
    'America/New_York',
  ];
  const rest = Intl.supportedValuesOf('timeZone').filter((zone) => !first.includes(zone));
  return [...first, ...rest].map((zone) => ({ value: zone, label: `${zone} (${offsetOf(zone)})` }));
}

function offsetOf(timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(
    new Date(),
  );
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  return name === 'GMT' ? 'UTC+00:00' : name.replace('GMT', 'UTC');
}
