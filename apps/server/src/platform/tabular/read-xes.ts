import type { TabularEncoding, TabularLimits, TabularRow } from './types.ts';
import { xesEvents } from './xes-events.ts';
import { xmlText } from './xml-text.ts';

/** Reads a XES log as batches of rows, see `xesEvents`. */
export async function* readXes(
  bytes: AsyncIterable<Buffer>,
  encoding: TabularEncoding,
  limits: TabularLimits,
): AsyncGenerator<TabularRow[]> {
  let batch: TabularRow[] = [];
  const parser = xesEvents(limits, (rows) => {
    for (const row of rows) batch.push(row);
  });
  for await (const text of xmlText(bytes, encoding)) {
    parser.write(text);
    if (batch.length > 0) {
      yield batch;
      batch = [];
    }
  }
  parser.end();
  if (batch.length > 0) yield batch;
}

/** Every key that occurs in rows, in the order of first occurrence. */
export function keysOf(rows: readonly TabularRow[]): string[] {
  const keys = new Set<string>();
  for (const row of rows) {
    for (const key of Object.keys(row.values)) keys.add(key);
  }
  return [...keys];
}
