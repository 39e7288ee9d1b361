import { procedureRunStepDone, procedureRunStepSkipped, stepsOf, type TicketFacts } from '@jingyun/contracts';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import type { EventDraft } from '../../platform/events/types.ts';
import { completed, factsOfRun, type RunOnTicket, runEvent, startedEvent } from './run.events.ts';
import { insertRuns, type RunRow } from './run.repo.ts';
import { type StepState, type StepStates, timesOf } from './run.rules.ts';
import { newRun } from './start-run.ts';
import { type VersionRow, versionsByIds } from './version.repo.ts';

/** A run of the past, over by now. */
export interface PastRun {
  ticketId: string;
  customerId: string | null;
  versionId: string;
  /** What the ticket was when the run ended. */
  facts: TicketFacts;
  startedAt: Temporal.Instant;
  endedAt: Temporal.Instant;
  /** In the order in which they were done or skipped; with a reason they were skipped. Others were left. */
  steps: readonly { key: string; at: Temporal.Instant; by: string | null; reason?: string }[];
}

/**
 * Takes over runs of the past with back-dated events: one statement for the runs and one for the events, however many.
 * No ticket is held by them. Steps that the version does not have are refused as not to be expected.
 *
 * @returns how many events were written
 */
export async function importPastRuns(tx: Tx, call: Call, past: readonly PastRun[]): Promise<number> {
  authorise(call.actor, 'procedures.approve');
  const versions = await versionsByIds(tx, [...new Set(past.map(({ versionId }) => versionId))]);
  const byId = new Map(versions.map((version) => [version.id, version]));
  const told = past.map((one) => tell(one, byId.get(one.versionId)!));
  await insertRuns(
    tx,
    told.map(({ run }) => run),
  );
  const events = told.flatMap((one) => one.events);
  await appendEvents(tx, events);
  return events.length;
}

function tell(past: PastRun, version: VersionRow): { run: RunRow; events: EventDraft[] } {
  const { ticketId, facts: ticket, customerId, startedAt } = past;
  const begun = newRun(ticketId, version, { manual: false, ticket, at: startedAt });
  const at = (run: RunRow): RunOnTicket => ({ run, version, ticket, customerId });
  const system = { type: 'system', id: null } as const;
  const all = new Map(stepsOf(version.content).map((step) => [step.key, step]));
  const events = [startedEvent(at(begun), { at: startedAt, actor: system })];
  let steps: StepStates = {};
  for (const { key, at: time, by, reason } of past.steps) {
    const step = all.get(key)!;
    const state = reason === undefined ? 'done' : 'skipped';
    const times = timesOf(step, { startedAt, steps }, state, time);
    const checked = state === 'done' ? step.checklist.map((item) => item.key) : [];
    const after: StepState = { state, checked, reason: reason ?? null, by, at: time.toString(), ...times };
    steps = { ...steps, [key]: after };
    const actor = by === null ? system : { type: 'user' as const, id: by };
    const data = { ...factsOfRun(at(begun)), stepKey: key, mandatory: step.mandatory };
    events.push(
      reason === undefined
        ? runEvent(at(begun), { at: time, actor }, procedureRunStepDone, { ...data, ...times })
        : runEvent(at(begun), { at: time, actor }, procedureRunStepSkipped, {
            ...data,
            seconds: times.seconds,
            reason,
          }),
    );
  }
  const end = completed(at({ ...begun, steps }), { at: past.endedAt, actor: system });
  return { run: end.run, events: [...events, end.event] };
}
