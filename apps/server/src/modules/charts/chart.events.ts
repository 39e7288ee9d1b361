import { chartDeleted, chartNoted, chartSaved } from '@jingyun/contracts';
import { type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import type { ChartRow, NoteRow } from './chart.repo.ts';

const told = (call: Call, chartId: string) => ({
  subject: { type: 'chart', id: chartId },
  actor: eventActor(call.actor),
  occurredAt: call.now,
  cause: call.cause,
});

const facts = ({
  name,
  metric,
  filters,
  grain,
  chosenKind,
  limits,
  phases,
  rules,
  watchFrom,
  ownerId,
}: ChartRow) => ({
  name,
  metric,
  filters,
  grain,
  chosenKind,
  limits,
  phases,
  rules,
  watchFrom,
  ownerId,
});

export async function tellSaved(tx: Tx, call: Call, before: ChartRow | null, after: ChartRow): Promise<void> {
  const data = { chartId: after.id, before: before === null ? null : facts(before), after: facts(after) };
  await appendEvents(tx, [{ ...told(call, after.id), definition: chartSaved, data }]);
}

export async function tellDeleted(tx: Tx, call: Call, before: ChartRow): Promise<void> {
  const data = { chartId: before.id, before: facts(before) };
  await appendEvents(tx, [{ ...told(call, before.id), definition: chartDeleted, data }]);
}

/** @param text null where the note was taken away */
export async function tellNoted(
  tx: Tx,
  call: Call,
  chartId: string,
  note: Pick<NoteRow, 'date' | 'excluded'> & { text: string | null },
): Promise<void> {
  const { date, text, excluded } = note;
  const data = { chartId, date, text, excluded };
  await appendEvents(tx, [{ ...told(call, chartId), definition: chartNoted, data }]);
}
