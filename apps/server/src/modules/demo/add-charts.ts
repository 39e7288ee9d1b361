import { type ControlChartInput, controlChartInput } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Services } from '../../platform/services.ts';
import { createChart } from '../charts/index.ts';
import { plants } from './simulator/plants.ts';
import type { TeamKey } from './simulator/world.ts';

/** Days of the simulated time: eighteen months. */
const simulated = 548;

/**
 * Three charts that a service manager would watch. The slow hand-over is planted into the first two, so that they signal;
 * nothing but noise is planted into the third, which must stay quiet.
 *
 * @param teamId the teams' ids by their keys in the simulated world
 * @param ownerId who is told
 */
export async function addCharts(
  services: Services,
  tx: Tx,
  call: Call,
  teamId: (key: TeamKey) => string,
  ownerId: string,
): Promise<void> {
  const common: Partial<ControlChartInput> = { grain: 'week', ownerId, ...baselineOf(call.now) };
  const dispatch = plants.slowHandover.to.map(teamId);
  const charts = [
    { name: '安装调度满意度', metric: 'surveys.csat', filters: { team: dispatch } },
    { name: '安装调度解决时长', metric: 'tickets.resolutionTime', filters: { team: dispatch } },
    { name: '在线客服组满意度', metric: 'surveys.csat', filters: { team: [teamId(plants.noise.team)] } },
  ];
  for (const chart of charts)
    await createChart(tx, call, services.metrics, controlChartInput.parse({ ...common, ...chart }));
}

/** Limits from the time before the hand-over became slow, and watching from then on. @param until the end of the simulated time */
export function baselineOf(until: Temporal.Instant) {
  const today = until.toZonedDateTimeISO('Asia/Shanghai').toPlainDate();
  const begins = today.subtract({ days: Math.round(simulated * (1 - plants.slowHandover.begins)) });
  return {
    limits: {
      by: 'baseline' as const,
      from: begins.subtract({ weeks: 50 }).toString(),
      to: begins.subtract({ weeks: 2 }).toString(),
    },
    watchFrom: begins.subtract({ weeks: 1 }).toString(),
  };
}
