import type { Call } from '../../platform/actor.ts';
import type { Services } from '../../platform/services.ts';
import { exportCustomers } from './customers.ts';
import { exportEvents } from './events.ts';
import { exportMetrics } from './metrics.ts';
import { exportTickets } from './tickets.ts';

/** One row: what NDJSON holds whole, and tables under the headings of the source. */
export type ExportRow = Record<string, unknown>;

export interface ExportSource {
  /** Columns of CSV and XLSX, in order: names of the row's members. */
  columns: readonly string[];
  /** Rows as they are read, page by page, each page in a transaction of its own. */
  rows(run: ExportRun): AsyncGenerator<ExportRow>;
}

export interface ExportRun {
  services: Services;
  call: Call;
  /** First and last day, in the organisation's time zone; for what has days. */
  days: { from: string; to: string } | null;
}

/** What can be exported, by the name of the command line. */
export const exportSources = {
  tickets: exportTickets,
  customers: exportCustomers,
  events: exportEvents,
  metrics: exportMetrics,
} as const satisfies Record<string, ExportSource>;

export type ExportName = keyof typeof exportSources;
