import { gunzip, mean, median } from './plain-files.ts';

/** What the helpdesk log says, counted straight from its text. */
export interface HelpdeskFigures {
  cases: number;
  events: number;
  activities: number;
  variants: number;
  /** From the first to the last event of a case. */
  caseMedianHours: number;
  caseMeanHours: number;
}

export function helpdeskFigures(path: string): HelpdeskFigures {
  const traces = gunzip(path).split('<trace>').slice(1);
  const activities = new Set<string>();
  const variants = new Set<string>();
  const hours: number[] = [];
  let events = 0;
  for (const trace of traces) {
    const parts = trace.split('<event>').slice(1);
    const names = parts.map((part) => /key="concept:name" value="([^"]*)"/.exec(part)?.[1] ?? '');
    const times = parts.map((part) =>
      Date.parse(/key="time:timestamp" value="([^"]*)"/.exec(part)?.[1] ?? ''),
    );
    events += parts.length;
    for (const name of names) activities.add(name);
    variants.add(names.join('\n'));
    hours.push((Math.max(...times) - Math.min(...times)) / 3_600_000);
  }
  return {
    cases: traces.length,
    events,
    activities: activities.size,
    variants: variants.size,
    caseMedianHours: median(hours),
    caseMeanHours: mean(hours),
  };
}
