import { ByteReader, ByteWriter } from './byte-stream.ts';
import { encodeSums, mergeEncodedSums, Sums } from './sums.ts';

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

const writer = new ByteWriter();

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
 *
 * @param added sums by slot (minutes since the local day began)
 */
export function mergeHours(kept: Uint8Array, added: ReadonlyMap<number, Sums>): Uint8Array {
  const slots = new Map<number, Uint8Array>();
  for (const { slot, sums } of readHours(kept)) slots.set(slot, sums);
  for (const [slot, sums] of added) slots.set(slot, joined(slots.get(slot), sums));
  let previous = 0;
  for (const slot of [...slots.keys()].sort((a, b) => a - b)) {
    const sums = slots.get(slot)!;
    writer.varint(slot - previous);
    writer.varint(sums.length);
    writer.bytes(sums);
    previous = slot;
  }
  return writer.take();
}

function joined(kept: Uint8Array | undefined, added: Sums): Uint8Array {
  if (kept === undefined) return encodeSums(added);
  const total = new Sums();
  mergeEncodedSums(total, kept);
  total.merge(added);
  return encodeSums(total);
}
