import { ByteReader, ByteWriter } from './byte-stream.ts';
import { mergeEncodedSums, Sums, writeSums } from './sums.ts';

/*
 * The hours of one day in one value, so that hourly grain costs no further rows:
 *
 *   for each hour that has points, in order of time:
 *     minutes since the hour before in the list (the first: since the day began)   varint
 *     bytes that follow for this hour                                              varint
 *     its sums                                                                     see encodeSums
 *
 * An hour is named by the minutes that had passed since its local day began, not by
 * the number on the clock: when clocks go back, 01:00 comes twice and stays two hours.
 */

/** Sums by slot: minutes since the local day began. */
export type HourSums = readonly (readonly [slot: number, sums: Sums])[];

const writer = new ByteWriter();
const hourWriter = new ByteWriter();

/** The hours in `bytes`, each still encoded. */
export function* readHours(bytes: Uint8Array): Generator<{ slot: number; sums: Uint8Array }> {
  const reader = new ByteReader(bytes);
  for (let slot = 0; !reader.done; ) {
    slot += reader.varint();
    yield { slot, sums: reader.bytes(reader.varint()) };
  }
}

/**
 * The hours of `kept` with those of `added` counted in. Hours that are not touched
 * are copied as they are. The same hours give the same bytes, however they came together.
 */
export function mergeHours(kept: Uint8Array, added: HourSums): Uint8Array {
  const hours: { slot: number; sums: Uint8Array | Sums }[] = kept.length === 0 ? [] : [...readHours(kept)];
  for (const [slot, sums] of added) {
    const same = hours.find((hour) => hour.slot === slot);
    if (same === undefined) hours.push({ slot, sums });
    else same.sums = joined(same.sums, sums);
  }
  if (hours.length > 1) hours.sort((a, b) => a.slot - b.slot);
  let previous = 0;
  for (const { slot, sums } of hours) {
    if (sums instanceof Sums) writeSums(hourWriter, sums);
    else hourWriter.bytes(sums);
    writer.varint(slot - previous);
    writer.varint(hourWriter.length);
    writer.takeFrom(hourWriter);
    previous = slot;
  }
  return writer.take();
}

function joined(kept: Uint8Array | Sums, added: Sums): Sums {
  const total = new Sums();
  if (kept instanceof Sums) total.merge(kept);
  else mergeEncodedSums(total, kept);
  total.merge(added);
  return total;
}
