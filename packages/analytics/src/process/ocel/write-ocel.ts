import { AnalyticsError } from '../../errors.ts';
import { formatTime } from '../log/format-time.ts';
import type { OcelLog } from './ocel-log.ts';

const PIECE = 1 << 16;

/**
 * An object-centric event log as OCEL 2.0 JSON, piece by piece: what `readOcel` reads back as the same. O(size).
 *
 * @returns pieces of the text, some 64 KiB each
 * @throws AnalyticsError if a time cannot be written (NaN, or outside the years 0 to 9999)
 * @example const text = [...writeOcel(log)].join('');
 */
export function* writeOcel(log: OcelLog): Generator<string> {
  let out = `{"objectTypes":${JSON.stringify(log.objectTypes)},\n"eventTypes":${JSON.stringify(log.eventTypes)},\n"objects":[`;
  for (const [i, object] of log.objects.entries()) {
    const attributes = object.attributes.map(({ name, time, value }, j) => ({
      name,
      time: timeText(`log.objects[${i}].attributes[${j}].time`, time),
      value,
    }));
    out += `${i === 0 ? '' : ','}\n${JSON.stringify({ ...object, attributes })}`;
    if (out.length >= PIECE) {
      yield out;
      out = '';
    }
  }
  out += '],\n"events":[';
  for (const [i, event] of log.events.entries()) {
    const time = timeText(`log.events[${i}].time`, event.time);
    out += `${i === 0 ? '' : ','}\n${JSON.stringify({ ...event, time })}`;
    if (out.length >= PIECE) {
      yield out;
      out = '';
    }
  }
  yield `${out}]}\n`;
}

function timeText(argument: string, time: number): string {
  const text = formatTime(time);
  if (text === '') throw new AnalyticsError(argument, `must be a time in the years 0 to 9999, not ${time}`);
  return text;
}
