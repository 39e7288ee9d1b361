import { encode } from '@jingyun/analytics/ddsketch';
import type { Tx } from '../database/transaction.ts';
import type { Projector } from '../events/types.ts';
import { accumulate, type SeriesGain } from './accumulate.ts';
import { localDays } from './local-days.ts';
import { mergeHours } from './packed-hours.ts';
import type { MetricRegistry } from './registry.ts';
import {
  deleteAll,
  findRollups,
  findState,
  findTimeZone,
  insertState,
  type MetricState,
  type RollupRow,
  saveMembers,
  saveRollups,
  saveSeries,
} from './rollup.repo.ts';
import { Sums, spreads } from './sums.ts';

export const metricsProjectorName = 'metrics';

/** A batch is one transaction; larger ones touch each row less often. 10,000 events are about 20 MB for a moment. */
const batchSize = 10_000;
/** Rows of one statement, which bounds the JSON that is sent. */
const rowsAtOnce = 5_000;

/**
 * Keeps the sums of all metrics. A batch is added up in memory, then each row it
 * touches is read, merged and written once.
 *
 * Which batch an event comes in, and in which order batches touch a row, leaves no
 * trace: all that is kept is sums, in one canonical form. So a rebuild gives the same bytes.
 *
 * @param onMoved told after a batch was written, to wake browsers
 */
export function metricsProjector(
  registry: MetricRegistry,
  onMoved: (orgId: string) => void = () => undefined,
): Projector {
  return {
    name: metricsProjectorName,
    types: registry.eventTypes,
    batchSize,
    apply: async (tx, events) => {
      const { timeZone } = await ensureState(tx, registry);
      const { series, members } = accumulate(registry, localDays(timeZone), events);
      for (const part of parts(series)) await saveSeries(tx, part);
      for (const part of parts(daysOf(series))) await mergeIntoRollups(tx, part);
      for (const part of parts(members)) await saveMembers(tx, part);
      onMoved(tx.orgId);
    },
    reset: deleteAll,
  };
}

/** The time zone that the sums are kept in: the organisation's when the first was written. A rebuild takes the one of today. */
async function ensureState(tx: Tx, registry: MetricRegistry): Promise<MetricState> {
  const found = await findState(tx);
  if (found !== null) return found;
  const state = { timeZone: await findTimeZone(tx), fingerprint: registry.fingerprint };
  await insertState(tx, state);
  return state;
}

interface DayGain {
  gain: SeriesGain;
  day: string;
  hours: ReadonlyMap<number, Sums>;
}

function daysOf(series: readonly SeriesGain[]): DayGain[] {
  const dates = new Map<number, string>();
  const dateOf = (day: number) => {
    let date = dates.get(day);
    if (date === undefined) {
      date = new Date(day * 86_400_000).toISOString().slice(0, 10);
      dates.set(day, date);
    }
    return date;
  };
  return series.flatMap((gain) => [...gain.days].map(([day, hours]) => ({ gain, day: dateOf(day), hours })));
}

async function mergeIntoRollups(tx: Tx, gains: readonly DayGain[]): Promise<void> {
  const stored = await findRollups(
    tx,
    gains.map(({ gain, day }) => ({ series: gain.id, day })),
  );
  const kept = new Map(stored.map((row) => [`${row.series} ${row.day}`, row]));
  await saveRollups(
    tx,
    gains.map((gain) => merged(kept.get(`${gain.gain.id} ${gain.day}`), gain)),
  );
}

/** One row with a batch's gain counted in. Pure. */
function merged(kept: RollupRow | undefined, { gain, day, hours }: DayGain): RollupRow {
  const total = new Sums();
  for (const sums of hours.values()) total.merge(sums);
  if (kept !== undefined) {
    total.count += kept.count;
    total.sum.addBig(BigInt(kept.sum));
    total.squares.addBig(BigInt(kept.squares ?? 0));
    if (kept.min !== null) total.min = Math.min(total.min, kept.min);
    if (kept.max !== null) total.max = Math.max(total.max, kept.max);
    if (kept.sketch !== null) total.mergeSketch(kept.sketch);
  }
  const spread = spreads(gain.metric.kind);
  return {
    series: gain.id,
    day,
    count: total.count,
    sum: total.sum.toBigInt().toString(),
    squares: spread ? total.squares.toBigInt().toString() : null,
    min: spread ? total.min : null,
    max: spread ? total.max : null,
    sketch: total.sketch === null ? null : encode(total.sketch),
    hours: mergeHours(kept?.hours ?? new Uint8Array(), hours),
  };
}

function* parts<T>(all: readonly T[]): Generator<T[]> {
  for (let from = 0; from < all.length; from += rowsAtOnce) yield all.slice(from, from + rowsAtOnce);
}
