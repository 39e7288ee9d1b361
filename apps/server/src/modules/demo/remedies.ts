import type { Tx } from '../../platform/database/transaction.ts';
import { procedureByCode, proceduresInForce } from '../procedures/index.ts';
import { uncertified } from '../training/index.ts';
import { handoverCode } from './handover.ts';
import { learningHours } from './learn.ts';
import { plants } from './simulator/plants.ts';
import type { Remedy, SimAgent } from './simulator/types.ts';
import { retailer } from './simulator/world.ts';
import type { DemoWorld } from './world.repo.ts';

/** A team works by a new version once that many of its people have learned it. */
const enough = 0.8;

/**
 * What people have done about the slow hand-over: a team hands over as it should once a newer version of the hand-over
 * procedure is in force for it and its people are certified. Writing a procedure down changes nothing by itself.
 *
 * @param since nothing takes effect before it: what has been simulated stays as it was
 * @param to the end of what is going to be simulated
 */
export async function remediesNow(
  tx: Tx,
  world: DemoWorld,
  agents: readonly SimAgent[],
  since: Temporal.Instant,
  to: Temporal.Instant,
): Promise<Remedy[]> {
  const procedure = await procedureByCode(tx, handoverCode);
  const learned = since.add({ hours: learningHours });
  const on = to.toZonedDateTimeISO(retailer.timeZone).toPlainDate().toString();
  const remedies = [...world.remedies];
  for (const team of plants.slowHandover.to) {
    if (procedure === null || remedies.some((known) => known.team === team)) continue;
    const inForce = await proceduresInForce(tx, { teamId: world.ids.teamIds[team], on });
    const version = inForce.find(({ procedureId }) => procedureId === procedure.id);
    if (version === undefined || version.number < 2) continue;
    const people = agents.flatMap((one) => (one.team === team ? [world.ids.agentIds[one.index]!] : []));
    const [course] = await uncertified(tx, learned, people, [version.versionId]);
    const certified = course === undefined ? 0 : people.length - course.uncertified.length;
    if (certified < enough * people.length) continue;
    const inForceFrom = Temporal.PlainDate.from(version.inForceFrom).toZonedDateTime(retailer.timeZone);
    remedies.push({ team, from: Math.max(learned.epochMilliseconds, inForceFrom.epochMilliseconds) });
  }
  return remedies;
}
