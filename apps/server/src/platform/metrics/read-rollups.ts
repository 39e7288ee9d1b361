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

/** Reads kept sums; null where no cuboid tells the wanted dimensions apart. Cost: days × values, whatever the number of events. */
export async function readRollups(tx: Tx, request: SumsRequest): Promise<SumsTable | null> {
  const choice = chooseSeries(request.metric, request.cut, request.breakdown);
  if (choice === null) return null;
  const { metric, range, grain, buckets } = request;
  const builder = new TableBuilder(metric.kind, buckets.buckets);
  if (grain === 'hour') {
    for (const { key, day, hours } of await findHours(tx, choice, range)) {
      for (const { slot, sums } of readHours(hours)) {
        const index = buckets.indexOf(day, slot);
        if (index !== undefined) mergeEncodedSums(builder.at(key, index), sums);
      }
    }
  } else {
    const sketches = request.sketches && metric.kind === 'distribution';
    for (const row of await findCells(tx, choice, range, grain, sketches)) {
      // A week's or month's first day may lie before the range: it belongs to the first bucket.
      const day = [row.day, range.from].sort().at(-1)!;
      const index = buckets.indexOf(day);
      if (index !== undefined) mergeRow(builder.at(row.key, index), row);
    }
  }
  const levels =
    metric.kind === 'level' ? await findLevelsAfter(tx, choice, range.to) : new Map<string, number>();
  return builder.build('rollups', levels, request.now);
}

/** The smallest cuboid that serves, or null. */
export function chooseSeries(
  metric: MetricDefinition,
  cut: Cut,
  breakdown: MetricDimension | null,
): SeriesChoice | null {
  const cuboid = cuboidFor(metric, new Set([...cut.keys(), ...(breakdown === null ? [] : [breakdown])]));
  if (cuboid === null) return null;
  const keyAt = breakdown === null ? null : (cuboid.dimensions.indexOf(breakdown) as 0 | 1);
  return { metric: metric.name, cuboid, cut, keyAt };
}

/** Counts days added up by the database into sums. */
export function mergeRow(into: Sums, row: CellRow): void {
  into.count += row.count;
  into.sum.addBig(BigInt(row.sum));
  if (row.squares !== null) into.squares.addBig(BigInt(row.squares));
  if (row.min !== null) into.min = Math.min(into.min, row.min);
  if (row.max !== null) into.max = Math.max(into.max, row.max);
  if (row.sketches === null) return;
  const view = new DataView(row.sketches.buffer, row.sketches.byteOffset, row.sketches.byteLength);
  for (let at = 0; at < view.byteLength; ) {
    const length = view.getInt32(at);
    into.mergeSketch(row.sketches.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
}
