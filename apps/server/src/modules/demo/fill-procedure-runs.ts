import { stepsOf } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import {
  importPastRuns,
  inForceOf,
  type PastRun,
  procedureByCode,
  versionById,
} from '../procedures/index.ts';
import { ticketFactsByIds } from '../tickets/index.ts';
import type { DemoIds } from './make-organisation.ts';
import { random } from './simulator/random.ts';
import type { SimTicket } from './simulator/types.ts';
import { retailer } from './simulator/world.ts';

/** The procedure that past complaints were worked by. */
const code = 'SOP-COMPLAINT';
/** The share of complaints that ran beside it, and of steps that were done, or skipped with a reason; the others were left. */
const shares = { run: 0.5, done: 0.88, skipped: 0.06 };
const reasons = ['客户已撤诉', '客户拒绝沟通', '与另一张工单合并处理', '客户要求先不联系'];

const instant = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms);

/**
 * Writes how a sample of the complaints among these tickets was worked by the procedure of their day: most steps done,
 * some skipped or left out, some late.
 *
 * @param seed of the simulation: the same tickets give the same runs
 * @param since nothing that ended before it is written
 * @returns how many events
 */
export async function fillProcedureRuns(
  tx: Tx,
  call: Call,
  ids: Pick<DemoIds, 'agentIds'>,
  seed: number,
  tickets: readonly { ticketId: string; ticket: SimTicket }[],
  since: number,
): Promise<number> {
  const sample = tickets.flatMap(({ ticketId, ticket }) => {
    const solvedAt = ticket.steps.findLast((step) => step.type === 'status' && step.status === 'solved')?.at;
    if (ticket.kind !== 'complaint' || solvedAt === undefined || solvedAt <= since) return [];
    const draw = random(seed, 'procedure', ticket.index);
    return draw.chance(shares.run) ? [{ ticketId, ticket, solvedAt, draw }] : [];
  });
  const procedure = sample.length === 0 ? null : await procedureByCode(tx, code);
  if (procedure === null) return 0;
  const inForce = await inForceOf(tx, procedure.id);
  const facts = await ticketFactsByIds(
    tx,
    sample.map(({ ticketId }) => ticketId),
  );
  const steps = new Map<string, ReturnType<typeof stepsOf>>();
  const past: PastRun[] = [];
  for (const { ticketId, ticket, solvedAt, draw } of sample) {
    const found = facts.get(ticketId);
    const startedAt = instant(ticket.at);
    const on = startedAt.toZonedDateTimeISO(retailer.timeZone).toPlainDate().toString();
    const versionId = found === undefined ? null : (inForce(found.teamId, on)?.versionId ?? null);
    if (found === undefined || versionId === null) continue;
    if (!steps.has(versionId)) steps.set(versionId, stepsOf((await versionById(tx, versionId)).content));
    const { customerId, subject: _subject, ...then } = found;
    const agent = ticket.steps.find((step) => step.type === 'assign')?.agent;
    const all = steps.get(versionId)!;
    // Steps fall in order between the ticket's beginning and its end, more of them towards the beginning.
    const times = all.map(() => draw.next() ** 1.5).sort((a, b) => a - b);
    past.push({
      ticketId,
      customerId,
      versionId,
      facts: { ...then, status: 'solved' },
      startedAt,
      endedAt: instant(solvedAt),
      steps: all.flatMap(({ key }, index) => {
        const at = instant(Math.floor(ticket.at + (times[index] ?? 1) * (solvedAt - ticket.at)));
        const by = agent === undefined ? null : (ids.agentIds[agent] ?? null);
        const luck = draw.next();
        if (luck < shares.done) return [{ key, at, by }];
        return luck < shares.done + shares.skipped ? [{ key, at, by, reason: draw.pick(reasons) }] : [];
      }),
    });
  }
  return importPastRuns(tx, call, past);
}
