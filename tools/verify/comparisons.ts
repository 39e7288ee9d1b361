import { sql } from 'kysely';
import type { HelpdeskFigures } from './helpdesk-figures.ts';
import type { ImportedLog } from './imported-log.ts';
import type { IncidentFigures } from './incident-figures.ts';

/** One figure as the product says it and as the file says it. */
export interface Comparison {
  figure: string;
  product: number;
  file: number;
  /** What they may differ by, relative to the file's: 0 but for percentiles from sketches. */
  tolerance: number;
}

const hour = 3600;
/** Floating-point noise of adding in another order; far below the last digit that is printed. */
const noise = 1e-9;
/** What the sketches of percentiles promise. */
const sketch = 0.011;

export async function compareIncidents(log: ImportedLog, file: IncidentFigures): Promise<Comparison[]> {
  const count = async (metric: string) => (await log.metric({ metric })).sum;
  const created = await count('tickets.created');
  const madeSla = await log.metric({ metric: 'sla.attainment', filters: { clock: ['imported'] } });
  const reply = await log.metric({ metric: 'tickets.firstReplyTime', percentiles: [0.5] });
  const { reopened } = await log.row(sql<{ reopened: number }>`
    select count(distinct ticket_id) as reopened from events where type = 'ticket.reopened'`);
  const activity = await log.row(sql<{ rows: number; states: number }>`
    select count(*) as rows, count(distinct data->>'activity') as states from events where type = 'ticketActivity.imported'`);
  const close = await log.row(sql<{ median: number; mean: number }>`
    with last as (
      select distinct on (ticket_id) (data->>'secondsToClose')::float8 as seconds from events
      where type = 'ticket.closed' order by ticket_id, occurred_at desc, id desc)
    select percentile_cont(0.5) within group (order by seconds) as median, avg(seconds) as mean from last`);
  return [
    exact('tickets', created, file.incidents),
    exact('rows kept as activities', activity.rows, file.rows),
    exact('states', activity.states, file.states),
    exact('promise kept, %', (madeSla.value ?? 0) * 100, file.madeSlaPercent),
    exact('tickets reopened, %', (reopened / created) * 100, file.reopenedPercent),
    exact('reopenings', await count('tickets.reopened'), file.reopens),
    exact('solved', await count('tickets.solved'), file.solved),
    exact('reassignments', await count('tickets.reassignments'), file.reassignments),
    exact('handovers', await count('tickets.handovers'), file.handovers),
    exact('open → closed, median h', close.median / hour, file.closeMedianHours),
    exact('open → closed, mean h', close.mean / hour, file.closeMeanHours),
    exact('first response, mean h', reply.sum / reply.count / hour, file.firstResponseMeanHours),
    {
      ...exact('first response, median h', (reply.percentiles[0] ?? 0) / hour, file.firstResponseMedianHours),
      tolerance: sketch,
    },
    ...repeated(log),
  ];
}

export async function compareHelpdesk(log: ImportedLog, file: HelpdeskFigures): Promise<Comparison[]> {
  const activity = await log.row(sql<{
    events: number;
    activities: number;
    variants: number;
    median: number;
    mean: number;
  }>`
    with cases as (
      select ticket_id, string_agg(data->>'activity', E'\n' order by occurred_at, id) as variant,
             extract(epoch from max(occurred_at) - min(occurred_at)) / 3600 as hours, count(*) as events
      from events where type = 'ticketActivity.imported' group by ticket_id)
    select sum(events)::bigint as events, count(distinct variant) as variants,
           (select count(distinct data->>'activity') from events where type = 'ticketActivity.imported') as activities,
           percentile_cont(0.5) within group (order by hours) as median, avg(hours)::float8 as mean
    from cases`);
  return [
    exact('tickets', (await log.metric({ metric: 'tickets.created' })).sum, file.cases),
    exact('events kept as activities', activity.events, file.events),
    exact('activities', activity.activities, file.activities),
    exact('variants', activity.variants, file.variants),
    exact('case time, median h', activity.median, file.caseMedianHours),
    exact('case time, mean h', activity.mean, file.caseMeanHours),
    ...repeated(log),
  ];
}

function exact(figure: string, product: number, file: number): Comparison {
  return { figure, product, file, tolerance: noise };
}

function repeated(log: ImportedLog): Comparison[] {
  return [
    exact('rows rejected', log.rejected, 0),
    exact('tickets added by a second import', log.addedByRepeat.tickets, 0),
    exact('events added by a second import', log.addedByRepeat.events, 0),
  ];
}
