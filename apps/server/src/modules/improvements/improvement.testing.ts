import { randomUUID } from 'node:crypto';
import type { Improvement } from '@jingyun/contracts';
import { beforeAll } from 'vitest';
import { appendEvents } from '../../platform/events/append-events.ts';
import { type TestClient, type TestProduct, useProduct } from '../../testing/use-product.ts';
import { answersOf, drawnOf, randomFrom } from '../charts/chart.factory.ts';
import { makeTeam, makeUser } from '../tickets/ticket.factory.ts';
import { done, measure, openOne, stageOf, why } from './improvement.factory.ts';

/** On day 60 the pilot's satisfaction falls, on day 80 its countermeasure works, on day 200 it falls back. */
export const [fall, change, back, days] = [60, 80, 200, 240] as const;
const first = Temporal.PlainDate.from('2026-01-01');
export const dateOf = (day: number) => first.add({ days: day }).toString();

/** Days of answers of three teams, and who improves upon them. */
export interface TestedService {
  t: TestProduct;
  /** Falls and is mended; falls alike and is not; stays as it is. */
  pilot: string;
  other: string;
  repair: string;
  manager: TestClient;
  managerId: string;
  /** Sets the clock to noon of a day. */
  at(day: number): void;
  read(id: string, client?: TestClient): Promise<Improvement>;
  /** An improvement in the stage check, with a countermeasure finished on day 80. */
  inCheck(over?: object): Promise<Improvement>;
}

/** A product with 240 days of twenty answers a day and team, and the clock four weeks after the change. */
export function useImprovements(): TestedService {
  const t = useProduct();
  const world = { t } as TestedService;
  const at = (day: number) => t.setNow(`${dateOf(day)}T04:00:00Z`);

  beforeAll(async () => {
    const [pilot, other, repair] = await t.db.inOrg(async (tx) => [
      await makeTeam(tx, '调度一组'),
      await makeTeam(tx, '调度二组'),
      await makeTeam(tx, '维修组'),
    ]);
    const managerId = await t.db.inOrg((tx) => makeUser(tx, '陈思远'));
    const manager = t.as('manager', { id: managerId, locale: 'en' });
    Object.assign(world, { pilot, other, repair, managerId, manager });
    await t.db.inOrg(async (tx) => {
      const random = randomFrom(12);
      const answers = (day: number, chance: number, team: string | undefined) =>
        answersOf(dateOf(day), drawnOf(random, 20, chance), 20, team ?? null);
      for (let day = 0; day < days; day++) {
        const isWell = day < fall || (day >= change && day < back);
        await appendEvents(tx, [
          ...answers(day, isWell ? 0.85 : 0.6, pilot),
          ...answers(day, day < fall ? 0.85 : 0.6, other),
          ...answers(day, 0.75, repair),
        ]);
      }
    });
    at(days);
    await t.settle();
    at(change + 28);
  });

  return Object.assign(world, {
    at,
    read: async (id: string, client = world.manager) =>
      (await client.send<Improvement>('GET', `/api/v1/improvements/${id}`)).body,
    inCheck: async (over: object = {}) => {
      const { manager, pilot } = world;
      const cause = randomUUID();
      let it = await openOne(manager, { filters: { team: [pilot] }, ...over });
      it = await done(manager, it, 'PUT', '/causes', { causes: [why(cause, null, { isRoot: true })] });
      const action = measure({ causeId: cause, doneOn: dateOf(change) });
      it = await done(manager, it, 'POST', '/countermeasures', action);
      return done(manager, it, 'POST', '/stage', stageOf('check'));
    },
  });
}
