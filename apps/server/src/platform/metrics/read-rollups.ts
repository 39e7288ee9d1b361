import type { MetricDimension, MetricGrain } from '@jingyun/contracts';
import type { Tx } from '../database/transaction.ts';
import { type CellRow, findCells, findHours, findLevelsAfter, type SeriesChoice } from './cells.repo.ts';
import { cuboidFor } from './cuboids.ts';
import { readHours } from './packed-hours.ts';
import type { Buckets, DayRange } from './ranges.ts';
import type { Cut } from './scope.ts';
import { mergeEncodedSums, type Sums } from './sums.ts';
import { type SumsTable, TableBuilder } from './sums-table.ts';
import type { MetricDefinition } from './types.ts';

/** What to add up. */
export interface SumsRequest {
  metric: MetricDefinition;
  range: DayRange;
  grain: MetricGrain;
  buckets: Buckets;
  breakdown: MetricDimension | null;
  cut: Cut;
  /** False saves reading percentiles that nobody asked for. */
  sketches: boolean;
  /** Epoch milliseconds. */
  now: number;
}

/** Reads the kept sums of one metric; null where no cuboid tells the wanted dimensions apart. */
export async function readRollups(tx: Tx, request: SumsRequest): Promise<SumsTable | null> {
  const tables = await readRollupsOf(tx, [request.metric], request);
  return tables?.get(request.metric.name) ?? null;
}

/**
 * Reads the kept sums of metrics that are cut alike, with one statement for all and one
 * more for each level. Cost: days × values, whatever the number of events.
 *
 * @param metrics must have the dimensions of the cut, and each the same ones otherwise
 * @returns tables by the metrics' names; null where no cuboid covers the cut
 */
export async function readRollupsOf(
  tx: Tx,
  metrics: readonly MetricDefinition[],
  request: Omit<SumsRequest, 'metric' | 'grain'> & { grain: MetricGrain | 'whole' },
): Promise<ReadonlyMap<string, SumsTable> | null> {
  const { range, grain, buckets, cut, breakdown, now } = request;
  const [first] = metrics;
  const series = first === undefined ? null : chooseSeries(first, cut, breakdown);
  if (series === null) return null;
  const choice = { ...series, metrics: metrics.map(({ name }) => name) };
  const builders = new Map(
    metrics.map((metric) => [metric.name, new TableBuilder(metric.kind, buckets.buckets)]),
  );
  if (grain === 'hour') {
    for (const { metric, key, day, hours } of await findHours(tx, choice, range)) {
      for (const { slot, sums } of readHours(hours)) {
        const index = buckets.indexOf(day, slot);
        if (index !== undefined) mergeEncodedSums(builders.get(metric)!.at(key, index), sums);
      }
    }
  } else {
    const sketches = request.sketches && metrics.some(({ kind }) => kind === 'distribution');
    for (const row of await findCells(tx, choice, range, grain, sketches)) {
      // A week's or month's first day may lie before the range: it belongs to the first bucket.
      const index = buckets.indexOf([row.day, range.from].sort().at(-1)!);
      if (index !== undefined) mergeRow(builders.get(row.metric)!.at(row.key, index), row);
    }
  }
  const tables = new Map<string, SumsTable>();
  for (const { name, kind } of metrics) {
    const levels =
      kind === 'level'
        ? await findLevelsAfter(tx, { ...choice, metrics: [name] }, range.to)
        : new Map<string, number>();
    tables.set(name, builders.get(name)!.build('rollups', levels, now));
  }
  return tables;
}

/** The smallest cuboid that serves, or null. */
function chooseSeries(
  metric: MetricDefinition,
  cut: Cut,
  breakdown: MetricDimension | null,
): SeriesChoice | null {
  const cuboid = cuboidFor(metric, new Set([...cut.keys(), ...(breakdown === null ? [] : [breakdown])]));
  if (cuboid === null) return null;
  const keyAt = breakdown === null ? null : (cuboid.dimensions.indexOf(breakdown) as 0 | 1);
  return { metrics: [metric.name], cuboid, cut, keyAt };
}

/** Counts days added up by the database into sums. */
function mergeRow(into: Sums, row: CellRow): void {
  into.count += row.count;
  into.sum.addDigits(row.sum);
  if (row.squares !== null) into.squares.addDigits(row.squares);
  if (row.min !== null && row.max !== null) into.widen(row.min, row.max);
  if (row.sketches === null) return;
  const view = new DataView(row.sketches.buffer, row.sketches.byteOffset, row.sketches.byteLength);
  for (let at = 0; at < view.byteLength; ) {
    const length = view.getInt32(at);
    into.mergeSketch(row.sketches.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
}
