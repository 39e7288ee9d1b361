import { randomUUID } from 'node:crypto';
import type { ChartPareto, ImprovementCalendar, ImprovementSummary } from '@jingyun/contracts';
import { beforeAll, describe, expect, test } from 'vitest';
import { done, measure, openOne } from './improvement.factory.ts';
import { change, dateOf, useImprovements } from './improvement.testing.ts';

const w = useImprovements();

describe('lists', () => {
  let ids: string[];
  beforeAll(async () => {
    w.at(30);
    ids = [];
    for (const n of [1, 2, 3]) {
      const it = await openOne(w.manager, {
        title: `清单 ${n}`,
        teamIds: n === 3 ? [w.repair] : [w.pilot],
        metric: n === 1 ? 'surveys.nps' : 'surveys.csat',
        aimOn: dateOf(50),
      });
      ids.unshift(it.id);
      if (n === 2)
        await done(
          w.manager,
          it,
          'POST',
          '/countermeasures',
          measure({ status: 'planned', dueOn: dateOf(40), ownerId: w.managerId }),
        );
    }
  });
  const list = async (search: string, client = w.manager) =>
    (
      await client.send<{ data: ImprovementSummary[]; nextCursor: string | null }>(
        'GET',
        `/api/v1/improvements?search=${encodeURIComponent('清单')}${search}`,
      )
    ).body;

  test('are filtered by stage, owner, team, metric and text, and come in pages', async () => {
    const found = async (search: string, client = w.manager) =>
      (await list(search, client)).data.map(({ id }) => id);
    expect(await found('')).toEqual(ids);
    expect(await found('&stage=plan,check')).toEqual(ids);
    expect(await found('&stage=closed')).toEqual([]);
    expect(await found(`&team=${w.repair}`)).toEqual([ids[0]]);
    expect(await found('&metric=surveys.nps')).toEqual([ids[2]]);
    expect(await found('&owner=me')).toEqual(ids);
    expect(await found(`&owner=${randomUUID()}`)).toEqual([]);
    expect(await found('', w.t.as('teamLead', { teamIds: [w.repair] }))).toEqual([ids[0]]);
    expect(await found('', w.t.as('owner', { orgId: w.t.db.otherOrgId }))).toEqual([]);
    const page = await list('&limit=2');
    expect(page.data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect((await list(`&limit=2&cursor=${page.nextCursor}`)).data.map(({ id }) => id)).toEqual(ids.slice(2));
    expect((await w.manager.send('GET', '/api/v1/improvements?cursor=x')).body).toMatchObject({
      code: 'invalid_cursor',
    });
    expect((await w.manager.send('GET', '/api/v1/improvements?stage=no')).status).toBe(422);
    expect((await list('')).data[1]).toMatchObject({
      countermeasures: { open: 1, done: 0, overdue: 0 },
      nextDueOn: dateOf(40),
    });
  });

  test('can be had as a file', async () => {
    const url = `/api/v1/improvements/export?search=${encodeURIComponent('清单')}`;
    const file = await w.manager.send<string>('GET', url);
    expect(file.headers['content-type']).toContain('text/csv');
    const lines = file.body.trim().split(/\r?\n/);
    expect(lines).toHaveLength(4);
    expect(lines[0]).toContain('Newest check');
    expect(lines[1]).toContain('清单 3');
    expect((await w.manager.send('GET', `${url}&format=xlsx`)).status).toBe(200);
    const others = await w.t.as('owner', { orgId: w.t.db.otherOrgId }).send<string>('GET', url);
    expect(others.body.trim().split(/\r?\n/)).toHaveLength(1);
  });

  test('what is due stands in the calendar', async () => {
    const due = async (from: number, to: number, search = '', client = w.manager) =>
      (
        await client.send<ImprovementCalendar>(
          'GET',
          `/api/v1/improvements/calendar?from=${dateOf(from)}&to=${dateOf(to)}${search}`,
        )
      ).body.data
        .filter(({ improvement }) => ids.includes(improvement.id))
        .map(({ kind, on, text }) => [kind, on, text]);
    expect(await due(31, 45)).toEqual([['countermeasure', dateOf(40), '改期前一天短信提醒']]);
    expect(await due(31, 50)).toHaveLength(4);
    expect(await due(31, 45, `&owner=${randomUUID()}`)).toEqual([]);
    expect(await due(31, 50, '', w.t.as('teamLead', { teamIds: [w.repair] }))).toEqual([
      ['aim', dateOf(50), ''],
    ]);
    expect(
      (await w.manager.send('GET', `/api/v1/improvements/calendar?from=${dateOf(9)}&to=${dateOf(1)}`)).status,
    ).toBe(422);
  });

  test('the Pareto shows where the metric’s numbers come from', async () => {
    w.at(change + 28);
    const it = await openOne(w.manager, { filters: {} });
    const { body } = await w.manager.send<ChartPareto>(
      'GET',
      `/api/v1/improvements/${it.id}/pareto?dimension=team`,
    );
    expect(body.amount).toBe('missed');
    expect(body.bars.map(({ label }) => label).sort()).toEqual(['维修组', '调度一组', '调度二组'].sort());
    const none = await openOne(w.manager, { metric: null });
    const refused = await w.manager.send('GET', `/api/v1/improvements/${none.id}/pareto?dimension=team`);
    expect(refused.body).toMatchObject({ code: 'improvement_needs_metric' });
  });
});

describe('cards', () => {
  test('name an improvement and its parts to whoever may see it, with how they stand', async () => {
    w.at(change + 28);
    let it = await w.inCheck({ title: '改期提醒' });
    it = await done(w.manager, it, 'POST', '/checks', {});
    const cardsOf = (type: string, id: string, client = w.manager) =>
      w.t.db.inOrg(async (tx) =>
        (await w.t.services.records.get(type)!.cards(tx, client.actor, [id])).get(id),
      );
    const parts = {
      improvement: [it.id, '改期提醒', 'Check', 'neutral'],
      improvementCause: [it.causes[0]!.id, it.causes[0]!.text, null, 'neutral'],
      countermeasure: [it.actions[0]!.id, '改期前一天短信提醒', 'Done', 'neutral'],
      improvementCheck: [it.checks[0]!.id, 'Before and after', 'Better', 'good'],
    } as const;
    const stranger = w.t.as('agent', { id: randomUUID() });
    for (const [type, [id, title, status, tone]] of Object.entries(parts)) {
      expect(await cardsOf(type, id)).toEqual({ title, status, tone, path: `/improvements/${it.id}` });
      expect(await cardsOf(type, id, stranger), type).toBeUndefined();
      expect(await cardsOf(type, randomUUID())).toBeUndefined();
    }
  });
});
