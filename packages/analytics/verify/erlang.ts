import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { erlangA, erlangB, erlangCPerformance } from '../src/staffing/index.ts';
import { type Check, parseSimpleCsv } from './check.ts';

/** Every cell of the 50-digit tables of Erlang B, C and A; the largest difference of each column has to be within 1e-9. */
export function verifyErlang(dataDir: string): Check[] {
  return [...patient(dataDir), ...impatient(dataDir)];
}

type Row = Record<string, number>;

function rowsOf(dataDir: string, file: string): Row[] {
  return parseSimpleCsv(readFileSync(join(dataDir, file), 'utf8')).map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)])),
  );
}

function patient(dataDir: string): Check[] {
  const rows = rowsOf(dataDir, 'erlang_c_reference.csv');
  return columnChecks('Erlang C', rows, (row) => {
    const { calls_per_interval = 0, interval_s = 1, aht_s = 0, target_s = 0, agents = 0 } = row;
    const offered = (calls_per_interval * aht_s) / interval_s;
    const queue = erlangCPerformance({ offered, agents, handleTime: aht_s, targetTime: target_s });
    return {
      offered_erlangs: offered,
      erlang_b: erlangB(offered, agents),
      prob_wait_erlang_c: queue.waitProbability,
      service_level: queue.serviceLevel,
      asa_s: queue.meanWait,
      occupancy: queue.occupancy,
      mean_queue_len: queue.meanQueue,
    };
  });
}

function impatient(dataDir: string): Check[] {
  const rows = rowsOf(dataDir, 'erlang_a_reference.csv');
  return columnChecks('Erlang A', rows, (row) => {
    const {
      calls_per_interval = 0,
      interval_s = 1,
      aht_s = 0,
      target_s = 0,
      agents = 0,
      patience_s = 0,
    } = row;
    const offered = (calls_per_interval * aht_s) / interval_s;
    const queue = erlangA({ offered, agents, handleTime: aht_s, patience: patience_s, targetTime: target_s });
    return {
      prob_wait: queue.waitProbability,
      prob_abandon: queue.abandonment,
      mean_wait_all_s: queue.meanWait,
      mean_queue_len: queue.meanQueue,
      occupancy: queue.occupancy,
      P_served_and_wait_le_T: queue.serviceLevel,
      SL_among_served: queue.serviceLevelOfServed,
      P_wait_le_T_any: queue.waitWithinTarget,
    };
  });
}

/** The largest relative (above 1) or absolute difference of each column over all rows. */
function columnChecks(name: string, rows: Row[], compute: (row: Row) => Row): Check[] {
  const worst = new Map<string, number>();
  for (const row of rows) {
    for (const [column, value] of Object.entries(compute(row))) {
      const want = row[column] ?? Number.NaN;
      const difference = value === want ? 0 : Math.abs(value - want) / Math.max(1, Math.abs(want));
      worst.set(
        column,
        Math.max(worst.get(column) ?? 0, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference),
      );
    }
  }
  return [...worst].map(([column, actual]) => ({
    name: `${name}: ${column}, worst of ${rows.length} rows`,
    actual,
    expected: 1e-9,
    tolerance: 0,
    must: 'atMost' as const,
  }));
}
