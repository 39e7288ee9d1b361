import type { ChartNoteInput } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { tellNoted } from './chart.events.ts';
import { requireReach } from './chart.policy.ts';
import { deleteNote, lockChart, type NoteRow, writeNote } from './chart.repo.ts';
import { beginOf } from './read-buckets.ts';

/** Puts a note on the point whose bucket holds a day, in place of the one there was. @throws ServiceError not_found */
export async function notePoint(
  tx: Tx,
  call: Call,
  chartId: string,
  date: string,
  input: ChartNoteInput,
): Promise<NoteRow> {
  const chart = await lockChart(tx, chartId);
  requireReach(call.actor, 'charts.manage', chart);
  const note: NoteRow = {
    ...input,
    date: beginOf(chart.grain, Temporal.PlainDate.from(date)).toString(),
    byId: call.actor.id,
    at: call.now,
  };
  await writeNote(tx, chartId, note);
  await tellNoted(tx, call, chartId, note);
  return note;
}

/** Takes a note away. @throws ServiceError not_found */
export async function removeNote(tx: Tx, call: Call, chartId: string, date: string): Promise<void> {
  const chart = await lockChart(tx, chartId);
  requireReach(call.actor, 'charts.manage', chart);
  if (!(await deleteNote(tx, chartId, date))) throw new ServiceError('not_found');
  await tellNoted(tx, call, chartId, { date, text: null, excluded: false });
}
