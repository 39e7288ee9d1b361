import type { EventDefinition } from '@jingyun/contracts';
import {
  alertRaised,
  certificationGranted,
  type DemoStanding,
  improvementCauseFound,
  improvementChecked,
  improvementClosed,
  improvementOpened,
  procedurePublished,
  type TourStep,
} from '@jingyun/contracts';
import type { z } from 'zod';
import type { Tx } from '../../platform/database/transaction.ts';
import { newestEvents } from '../../platform/events/read-events.ts';
import type { EventRegistry } from '../../platform/events/registry.ts';
import type { StoredEvent } from '../../platform/events/types.ts';
import { plants } from './simulator/plants.ts';
import type { DemoWorld } from './world.repo.ts';

/** Events of one kind that are looked at, the newest first: a tour makes few. */
const looked = 200;
/** As long as a pilot of the tour runs: four weeks, less the hours of the day on which it began. */
const pilotMs = 27 * 86_400_000;

/**
 * The guided tour through one turn of the loop: what is to be done next follows from what has happened, whoever did it
 * and on whatever screen.
 */
export async function readTour(
  tx: Tx,
  registry: EventRegistry,
  { ids, simulatedTo }: DemoWorld,
): Promise<NonNullable<DemoStanding['demo']>['tour']> {
  const newest = <D extends EventDefinition>({ type }: D) =>
    newestEvents(tx, registry, type, looked) as Promise<StoredEvent<z.infer<D['data']>>[]>;
  const [pilotTeam, otherTeam] = plants.slowHandover.to.map((team) => ids.teamIds[team]);
  const concerns = (team: readonly (string | null)[] | undefined) =>
    team?.some((id) => id === pilotTeam || id === otherTeam) === true;

  const alerts = (await newest(alertRaised)).filter(({ data }) => concerns(data.filters.team));
  const [alert] = alerts;
  const opened = (await newest(improvementOpened)).find(
    ({ data: { from } }) => from?.type === 'alert' && alerts.some(({ data }) => data.alertId === from.id),
  );
  const id = opened?.data.improvementId;
  const of = <T extends { data: { improvementId: string } }>(events: readonly T[]) =>
    events.filter(({ data }) => data.improvementId === id);
  const [cause] = of(await newest(improvementCauseFound));
  const published = (await newest(procedurePublished)).filter(({ data }) => data.number > 1);
  const pilot = published.find(({ data }) => concerns(data.teamIds));
  const rolledOut = published.find(
    ({ data }) => data.versionId === pilot?.data.versionId && data.teamIds.length === 0,
  );
  const learned = (await newest(certificationGranted)).find(
    ({ data }) => data.versionId === pilot?.data.versionId,
  );
  const checks = await newest(improvementChecked);
  const proven = of(checks).find(({ data }) => data.result === 'better');
  const unproven = checks.find(({ data }) => data.improvementId !== id && data.result === 'noDifference');
  const closed = of(await newest(improvementClosed)).find(({ data }) => data.outcome === 'effective');

  const improvement = id === undefined ? '/improvements' : `/improvements/${id}`;
  const procedure = pilot === undefined ? '/procedures' : `/procedures/${pilot.data.procedureId}`;
  const step = (key: TourStep, done: boolean, path: string | null) => ({ key, done, path });
  return [
    step('signal', alert !== undefined, alert === undefined ? '/alerts' : `/charts/${alert.data.chartId}`),
    step('open', opened !== undefined, id === undefined ? '/alerts' : improvement),
    step('cause', cause !== undefined, improvement),
    step('pilot', pilot !== undefined, pilot === undefined ? improvement : procedure),
    step(
      'learn',
      learned !== undefined,
      learned === undefined ? '/training' : `/training/courses/${learned.data.courseId}`,
    ),
    step(
      'wait',
      pilot !== undefined && simulatedTo.epochMilliseconds >= pilot.occurredAt.epochMilliseconds + pilotMs,
      null,
    ),
    step('check', proven !== undefined, improvement),
    step('rollOut', rolledOut !== undefined, procedure),
    step('close', closed !== undefined, improvement),
    step('thread', closed !== undefined, id === undefined ? null : `/threads/improvement/${id}`),
    step('noise', true, '/charts'),
    step(
      'nothing',
      unproven !== undefined,
      unproven === undefined ? '/improvements' : `/improvements/${unproven.data.improvementId}`,
    ),
  ];
}
