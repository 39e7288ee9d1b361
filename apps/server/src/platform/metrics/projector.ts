import type { Tx } from '../database/transaction.ts';
import type { Projector } from '../events/types.ts';
import { accumulate } from './accumulate.ts';
import type { SeriesGain } from './gains.ts';
import { dateOfDay, localDays } from './local-days.ts';
import { type HourSums, mergeHours } from './packed-hours.ts';
import type { MetricRegistry } from './registry.ts';
import {
  deleteAll,
  findRollups,
  findSeries,
  findState,
  findTimeZone,
  insertState,
  isOutdated,
  type MetricState,
  type RollupRow,
  saveMembers,
  saveRollups,
  saveSeries,
} from './rollup.repo.ts';
import { Sums, spreads } from './sums.ts';

export const metricsProjectorName = 'metrics';

/** A batch is one transaction; larger ones touch each row less often. 20,000 events are about 40 MB for a moment. */
const batchSize = 20_000;
/** Rows of one statement: bounds the JSON that is sent, and lets the database begin early. */
const rowsAtOnce = 2_000;

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
      const known = await findSeries(tx, series);
      await Promise.all([
        ...parts(series).map((part) => saveSeries(tx, part, known)),
        ...parts(members).map((part) => saveMembers(tx, part)),
        mergeIntoRollups(tx, parts(daysOf(series, known))),
      ]);
      onMoved(tx.orgId);
    },
    reset: deleteAll,
    isStale: (tx) => isStale(tx, registry),
  };
}

async function isStale(tx: Tx, registry: MetricRegistry): Promise<boolean> {
  return isOutdated(await findState(tx), await findTimeZone(tx), registry);
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
  hours: HourSums;
  /** False where the series had no day as new as this: there is nothing to look for. */
  mayBeKept: boolean;
}

function daysOf(series: readonly SeriesGain[], known: ReadonlyMap<number, { newestDay: string }>): DayGain[] {
  return series.flatMap((gain) => {
    const newest = known.get(gain.id)?.newestDay;
    return gain.days.map(({ day: number, hours }) => {
      const day = dateOfDay(number);
      return { gain, day, hours, mayBeKept: newest !== undefined && day <= newest };
    });
  });
}

/**
 * Statements of one transaction run in the order in which they are sent, so nothing
 * waits for an answer that it does not need: the database reads the next part and
 * writes the one before while this process merges.
 */
async function mergeIntoRollups(tx: Tx, all: readonly DayGain[][]): Promise<void> {
  const find = (part: readonly DayGain[] | undefined) =>
    findRollups(
      tx,
      (part ?? []).filter(({ mayBeKept }) => mayBeKept).map(({ gain, day }) => ({ series: gain.id, day })),
    );
  const saving: Promise<void>[] = [];
  let finding = find(all[0]);
  for (const [index, part] of all.entries()) {
    const stored = await finding;
    finding = find(all[index + 1]);
    const kept = new Map(stored.map((row) => [`${row.series} ${row.day}`, row]));
    const rows = part.map((gain) =>
      merged(gain.mayBeKept ? kept.get(`${gain.gain.id} ${gain.day}`) : undefined, gain),
    );
    const saved = saveRollups(tx, rows);
    // A failure ends the transaction, and is thrown below; until then it must not count as unhandled.
    saved.catch(() => undefined);
    saving.push(saved);
  }
  await Promise.all(saving);
}

/** One row with a batch's gain counted in. Pure. */
function merged(kept: RollupRow | undefined, { gain, day, hours }: DayGain): RollupRow {
  const total = kept === undefined && hours.length === 1 ? hours[0]![1] : totalOf(kept, hours);
  const spread = spreads(gain.metric.kind);
  return {
    series: gain.id,
    day,
    count: total.count,
    sum: total.sum.toString(),
    squares: spread ? total.squares.toString() : null,
    min: spread ? total.min : null,
    max: spread ? total.max : null,
    sketch: total.encodedSketch(),
    hours: mergeHours(kept?.hours ?? noHours, hours),
  };
}

const noHours = new Uint8Array();

function totalOf(kept: RollupRow | undefined, hours: HourSums): Sums {
  const total = new Sums();
  for (const [, sums] of hours) total.merge(sums);
  if (kept === undefined) return total;
  total.count += kept.count;
  total.sum.addDigits(kept.sum);
  if (kept.squares !== null) total.squares.addDigits(kept.squares);
  if (kept.min !== null && kept.max !== null) total.widen(kept.min, kept.max);
  if (kept.sketch !== null) total.mergeSketch(kept.sketch);
  return total;
}

function parts<T>(all: readonly T[]): T[][] {
  const cut: T[][] = [];
  for (let from = 0; from < all.length; from += rowsAtOnce) cut.push(all.slice(from, from + rowsAtOnce));
  return cut;
}
