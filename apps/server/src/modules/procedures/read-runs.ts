import type { ProcedureRun, ProcedureRunStep } from '@jingyun/contracts';
import { stepsOf } from '@jingyun/contracts';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { findUserNames } from '../people/index.ts';
import { readTicket } from '../tickets/index.ts';
import { allProcedures } from './procedure.repo.ts';
import { mayRun } from './run.policy.ts';
import { type RunRow, runsOf } from './run.repo.ts';
import { openMandatory, sinceOf, stateOf } from './run.rules.ts';
import { versionsByIds } from './version.repo.ts';

/** The runs on a ticket, oldest first. @throws ServiceError forbidden, not_found */
export async function readRuns(tx: Tx, call: Call, ticketId: string): Promise<ProcedureRun[]> {
  authorise(call.actor, 'procedures.read');
  await readTicket(tx, call, ticketId);
  return presentRuns(tx, call, await runsOf(tx, [ticketId]));
}

/** Runs as they are shown, each with its content. */
export async function presentRuns(tx: Tx, call: Call, runs: readonly RunRow[]): Promise<ProcedureRun[]> {
  if (runs.length === 0) return [];
  const [{ ticketId } = { ticketId: '' }] = runs;
  const ticket = await readTicket(tx, call, ticketId);
  const versions = new Map(
    (
      await versionsByIds(
        tx,
        runs.map(({ versionId }) => versionId),
      )
    ).map((row) => [row.id, row]),
  );
  const procedures = new Map((await allProcedures(tx)).map((row) => [row.id, row]));
  const people = runs.flatMap(({ steps }) => Object.values(steps).flatMap(({ by }) => by ?? []));
  const names = await findUserNames(tx, [...new Set(people)]);
  return runs.map((run) => {
    const { number, content } = versions.get(run.versionId)!;
    const { id, code, name, kind } = procedures.get(run.procedureId)!;
    return {
      id: run.id,
      ticketId: run.ticketId,
      procedure: { id, code, name, kind },
      versionId: run.versionId,
      number,
      content,
      status: run.status,
      manual: run.manual,
      startedAt: run.startedAt.toString(),
      endedAt: run.endedAt?.toString() ?? null,
      cancelReason: run.cancelReason,
      since: sinceOf(run).toString(),
      steps: stepsOf(content).map(({ key }) => presentStep(key, run, names)),
      blocking: run.status === 'running' ? openMandatory(content, run.steps).map((step) => step.key) : [],
      mayRun: run.status === 'running' && mayRun(call.actor, ticket),
    };
  });
}

function presentStep(key: string, run: RunRow, names: ReadonlyMap<string, string>): ProcedureRunStep {
  const { by, ...step } = stateOf(run.steps, key);
  return { key, ...step, by: by === null ? null : { id: by, name: names.get(by) ?? '' } };
}
