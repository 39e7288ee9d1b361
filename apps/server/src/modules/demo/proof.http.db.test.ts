import type {
  Alert,
  ChartPareto,
  DemoStanding,
  Improvement,
  ProcedureSummary,
  ProcedureVersion,
  Thread,
  TourStep,
} from '@jingyun/contracts';
import { expect, test } from 'vitest';
import { type TestClient, useProduct } from '../../testing/use-product.ts';
import { watchCharts } from '../charts/index.ts';
import { handoverCode } from './handover.ts';
import { startDemo } from './index.ts';
import { findWorld } from './world.repo.ts';

const t = useProduct();
const until = Temporal.Instant.from('2026-03-02T02:00:00Z');
const today = '2026-03-02';
const options = { seed: 1, tickets: 8_000, until, password: 'a long demo password' };

type Method = 'POST' | 'PUT';
/** One person at work: what is sent must succeed, and answers what the API answers. */
function worker(client: TestClient) {
  const work = async <Body>(method: Method | 'GET', url: string, body?: unknown, version?: number) => {
    const headers = version === undefined ? {} : { 'if-match': `"${version}"` };
    const answer = await client.send<Body>(method, `/api/v1/${url}`, body, headers);
    expect(answer.status, `${method} ${url}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  };
  return {
    client,
    get: <Body>(url: string) => work<Body>('GET', url),
    post: <Body>(url: string, body: unknown, version?: number) => work<Body>('POST', url, body, version),
    put: <Body>(url: string, body: unknown, version?: number) => work<Body>('PUT', url, body, version),
  };
}

test('one turn of the loop: a signal, its cause, a procedure, its training, and the same number after', {
  timeout: 300_000,
}, async () => {
  await t.db.open.owner`delete from org_registry`;
  const { orgId, jobId } = await startDemo(t.services, options);
  await t.product.jobs.runNow(orgId, jobId);
  await t.settle(orgId);
  await watchCharts(t.services, orgId, new AbortController().signal);
  const { ids } = (await t.db.database.inOrg(orgId, (tx) => findWorld(tx)))!;
  const office = worker(t.as('owner', { orgId }));
  const { data: users } = await office.get<{ data: { id: string; name: string }[] }>('users?search=陈思远');
  const manager = worker(t.as('manager', { orgId, id: users[0]!.id }));
  const leads = await office.get<{ data: { id: string }[] }>('users?search=林晓岚');
  const owner = worker(t.as('owner', { orgId, id: leads.data[0]!.id }));
  const done = async (key: TourStep) =>
    (await manager.get<DemoStanding>('demo')).demo!.tour.find((step) => step.key === key)!.done;

  // The signal: where the hand-over is slow, and nowhere else.
  const alerts = (await manager.get<{ data: Alert[] }>('alerts')).data;
  const names = new Set(alerts.map(({ chart }) => chart.name));
  expect(names).toContain('安装调度满意度');
  expect(names).not.toContain('在线客服组满意度');
  const alert = alerts.find(({ chart }) => chart.name === '安装调度满意度')!;
  expect(await done('signal')).toBe(true);

  // The cause: what customers say most often is that they were passed around.
  let one = await manager.post<Improvement>('improvements', { from: { type: 'alert', id: alert.id } });
  const url = `improvements/${one.id}`;
  expect(one).toMatchObject({ stage: 'plan', metricName: 'surveys.csat', source: 'alert' });
  const problem = { what: '满意度下降', where: '安装调度', when: '去年九月起', howMuch: '从 80% 到 30%' };
  const { title, teams, metricName: metric, filters, aim, aimOn, members } = one;
  one = await manager.put<Improvement>(
    url,
    {
      title,
      ownerId: manager.client.actor.id,
      memberIds: members.map(({ id }) => id),
      teamIds: teams.map(({ id }) => id),
      problem,
      metric,
      filters,
      aim,
      aimOn,
    },
    one.version,
  );
  one = await manager.post<Improvement>(`${url}/stage`, { stage: 'analyse' }, one.version);
  const { bars } = await manager.get<ChartPareto>(
    `${url}/pareto?dimension=reason&from=2025-10-01&to=2026-03-01`,
  );
  expect(bars[0]).toMatchObject({ key: 'handover', label: '被转来转去' });
  const causeId = crypto.randomUUID();
  const cause = {
    id: causeId,
    tool: 'fishbone',
    parentId: null,
    category: 'method',
    text: '交接单每天只看一次',
    isRoot: true,
  };
  one = await manager.put<Improvement>(`${url}/causes`, { causes: [cause] }, one.version);
  one = await manager.post<Improvement>(`${url}/stage`, { stage: 'act' }, one.version);
  expect(await done('cause')).toBe(true);

  // The countermeasure: a second version of the procedure, written by one and approved by another, for one team.
  one = await manager.post<Improvement>(
    `${url}/countermeasures`,
    { text: '交接后十分钟内电话确认', causeId, ownerId: manager.client.actor.id, dueOn: '2026-03-20' },
    one.version,
  );
  const measure = one.actions[0]!;
  const { data: procedures } = await manager.get<{ data: ProcedureSummary[] }>('procedures');
  const handover = procedures.find(({ code }) => code === handoverCode)!;
  let second = await manager.post<ProcedureVersion>(`procedures/${handover.id}/versions`, {
    change: '交接后十分钟内电话确认，接手组每两小时查看一次交接单。',
    from: { type: 'countermeasure', id: measure.id },
  });
  const version = `procedure-versions/${second.id}`;
  second = await manager.post(`${version}/submit`, {}, second.version);
  const own = await manager.client.send<{ code: string }>(
    'POST',
    `/api/v1/${version}/approve`,
    {},
    {
      'if-match': `"${second.version}"`,
    },
  );
  expect([own.status, own.body.code]).toEqual([403, 'procedure_own_approval']);
  second = await owner.post(`${version}/approve`, {}, second.version);
  const roles = ['teamLead', 'agent'];
  const pilot = ids.teamIds.dispatch;
  second = await owner.post(
    `${version}/publish`,
    { inForceFrom: today, teamIds: [pilot], roles },
    second.version,
  );
  await t.settle(orgId);
  expect(await done('pilot')).toBe(true);

  // The pilot runs for four weeks; people learn within days.
  one = await manager.put<Improvement>(
    `${url}/pilot`,
    { pilot: { teamIds: [pilot], startOn: today, comparisonTeamIds: [ids.teamIds.dispatch2] } },
    one.version,
  );
  one = await manager.put<Improvement>(
    `${url}/countermeasures/${measure.id}`,
    { text: measure.text, causeId, status: 'done', doneOn: today },
    one.version,
  );
  one = await manager.post<Improvement>(`${url}/stage`, { stage: 'check' }, one.version);
  const tooSoon = await manager.client.send<{ code: string }>(
    'POST',
    `/api/v1/${url}/close`,
    { outcome: 'effective' },
    { 'if-match': `"${one.version}"` },
  );
  expect(tooSoon.body.code).toBe('improvement_unproven');
  const weeks = await manager.post<{ jobId: string }>('demo/weeks', { weeks: 4 });
  const counting = setInterval(() => void t.settle(orgId), 300);
  await t.product.jobs.runNow(orgId, weeks.jobId).finally(() => clearInterval(counting));
  await t.settle(orgId);
  expect(await done('learn')).toBe(true);
  expect(await done('wait')).toBe(true);

  // The check, and only then the end.
  one = await manager.get<Improvement>(url);
  one = await manager.post<Improvement>(`${url}/checks`, { kind: 'pilot' }, one.version);
  const { answer } = one.checks[0]!;
  expect(answer.result, JSON.stringify({ ...answer, chart: null, comparison: null })).toBe('better');
  expect(answer.interval!.lower).toBeGreaterThan(0);
  await owner.post(`${version}/publish`, { inForceFrom: '2026-03-30', teamIds: [], roles }, second.version);
  one = await manager.post<Improvement>(
    `${url}/close`,
    { outcome: 'effective', standardise: '全部团队执行第 2 版' },
    one.version,
  );
  expect(one).toMatchObject({ stage: 'closed', outcome: 'effective' });
  await t.settle(orgId);

  // The thread: nobody linked anything, and it is all there.
  const thread = await manager.get<Thread>(`threads/improvement/${one.id}`);
  const kinds = thread.nodes.map(({ type }) => type);
  const chain = [
    'alert',
    'improvement',
    'improvementCause',
    'countermeasure',
    'procedureVersion',
    'course',
    'improvementCheck',
  ];
  expect(kinds).toEqual(expect.arrayContaining(chain));
  const leadsTo = (from: string, to: string) =>
    thread.edges.some((edge) => kinds[edge.from] === from && kinds[edge.to] === to);
  for (const [from, to] of [
    ['alert', 'improvement'],
    ['improvement', 'improvementCause'],
    ['improvementCause', 'countermeasure'],
    ['countermeasure', 'procedureVersion'],
    ['procedureVersion', 'course'],
    ['countermeasure', 'improvementCheck'],
  ])
    expect(leadsTo(from!, to!), `${from} → ${to}`).toBe(true);
  expect(thread.nodes.every(({ card }) => card !== null)).toBe(true);

  // What does nothing does not pass.
  const { data: all } = await manager.get<{ data: Improvement[] }>('improvements?stage=check');
  const nothing = await manager.get<Improvement>(`improvements/${all[0]!.id}`);
  const checked = await manager.post<Improvement>(
    `improvements/${nothing.id}/checks`,
    { kind: 'beforeAfter' },
    nothing.version,
  );
  expect(checked.checks[0]!.answer.result).toBe('noDifference');
  const refused = await manager.client.send<{ code: string }>(
    'POST',
    `/api/v1/improvements/${nothing.id}/close`,
    { outcome: 'effective' },
    { 'if-match': `"${checked.version}"` },
  );
  expect(refused.body.code).toBe('improvement_unproven');
  const { demo } = await manager.get<DemoStanding>('demo');
  expect(demo!.tour.filter((step) => !step.done)).toEqual([]);
});
