import { mean, median, minutesOf, plainCsv, unzipOnly } from './plain-files.ts';

/** What the incident log says, counted straight from its lines. */
export interface IncidentFigures {
  rows: number;
  incidents: number;
  states: number;
  /** Per cent of incidents whose last row says that the promise was kept. */
  madeSlaPercent: number;
  /** Per cent of incidents that were resolved or closed and went back to work. */
  reopenedPercent: number;
  reopens: number;
  /** From `opened_at` to `closed_at`. */
  closeMedianHours: number;
  closeMeanHours: number;
  /** From `opened_at` to the first row with a state other than New. */
  firstResponseMedianHours: number;
  firstResponseMeanHours: number;
  /** From a known person to another, row by row; and the same for groups. */
  reassignments: number;
  handovers: number;
  /** How often an incident became resolved (or closed without that). */
  solved: number;
}

const done = new Set(['Resolved', 'Closed']);

export function incidentFigures(path: string): IncidentFigures {
  const { header, rows } = plainCsv(unzipOnly(path));
  const column = (name: string) => header.indexOf(name);
  const [number, state, opened, closed, updated] = [
    'number',
    'ident_state',
    'opened_at',
    'closed_at',
    'sys_updated_at',
  ].map(column) as [number, number, number, number, number];
  const [madeSla, person, group] = ['made_sla', 'assigned_to', 'assignment_group'].map(column) as [
    number,
    number,
    number,
  ];
  const incidents = Map.groupBy(rows, (row) => row[number] ?? '');
  const totals = { made: 0, reopened: 0, reopens: 0, reassignments: 0, handovers: 0, solved: 0 };
  const toClose: number[] = [];
  const toResponse: number[] = [];
  for (const log of incidents.values()) {
    const last = log.at(-1) ?? [];
    if (last[madeSla] === 'true') totals.made += 1;
    const start = minutesOf(last[opened] ?? '');
    toClose.push((minutesOf(last[closed] ?? '') - start) / 60);
    let reopens = 0;
    // An incident begins as New, whatever its first row says; -100 is no state but a gap in the log.
    let before = 'New';
    let clock = start;
    let response: number | null = null;
    log.forEach((row, index) => {
      const now = row[state] === '-100' ? before : (row[state] ?? '');
      // The clock of a log does not go back: a time before the row above counts as that row's.
      clock = Math.max(clock, minutesOf(row[updated] ?? ''));
      if (response === null && now !== 'New') response = clock;
      if (done.has(before) && !done.has(now)) reopens += 1;
      if (!done.has(before) && done.has(now)) totals.solved += 1;
      before = now;
      const above = log[index - 1];
      if (above === undefined) return;
      totals.reassignments += moved(above[person], row[person]);
      totals.handovers += moved(above[group], row[group]);
    });
    totals.reopens += reopens;
    if (reopens > 0) totals.reopened += 1;
    if (response !== null) toResponse.push((response - start) / 60);
  }
  const percent = (count: number) => (count / incidents.size) * 100;
  return {
    rows: rows.length,
    incidents: incidents.size,
    states: new Set(rows.map((row) => row[state])).size,
    madeSlaPercent: percent(totals.made),
    reopenedPercent: percent(totals.reopened),
    reopens: totals.reopens,
    closeMedianHours: median(toClose),
    closeMeanHours: mean(toClose),
    firstResponseMedianHours: median(toResponse),
    firstResponseMeanHours: mean(toResponse),
    reassignments: totals.reassignments,
    handovers: totals.handovers,
    solved: totals.solved,
  };
}

function moved(from: string | undefined, to: string | undefined): 0 | 1 {
  return from !== to && from !== '?' && to !== '?' ? 1 : 0;
}
