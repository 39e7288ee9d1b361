import { buffer } from 'node:stream/consumers';
import type { MetricAnswer, MetricBoard, MetricDrilldownRow, MetricTarget } from '@jingyun/contracts';
import { boardMetrics } from '@jingyun/contracts';
import exceljs from 'exceljs';
import { beforeAll, describe, expect, test } from 'vitest';
import { useProduct } from '../../testing/use-product.ts';
import { makeTeam, makeUser } from '../tickets/ticket.factory.ts';
import { exportAnswer } from './export-answer.ts';

const product = useProduct();
const start = Temporal.Instant.from('2026-03-02T01:00:00Z');
let north: string;
let south: string;
let agent: string;
const made: { id: string; number: number; teamId: string }[] = [];

/** Twelve tickets on one morning in Shanghai: every other one north, three solved, one of these reopened. */
beforeAll(async () => {
  [north, south] = await product.db.inOrg(
    async (tx) => [await makeTeam(tx, '=北区'), await makeTeam(tx, '南区')] as const,
  );
  agent = await product.db.inOrg((tx) => makeUser(tx, '李娜'));
  const manager = product.as('manager', { id: agent });
  for (let n = 0; n < 12; n++) {
    product.setNow(start.add({ minutes: 20 * n }).toString());
    const ticket = await manager.send<{ id: string; number: number; teamId: string }>(
      'POST',
      '/api/v1/tickets',
      {
        subject: `工单 ${n}`,
        kind: n % 4 === 0 ? 'complaint' : 'inquiry',
        ...(n % 4 === 0 ? { complaintClass: 'communication', severity: 3 } : {}),
        channel: n % 3 === 0 ? 'phone' : 'email',
        teamId: n % 2 === 0 ? north : south,
        assigneeId: n < 6 ? agent : null,
      },
    );
    expect(ticket.status).toBe(201);
    made.push(ticket.body);
  }
  const change = async (n: number, minutes: number, status: string) => {
    product.setNow(start.add({ minutes }).toString());
    const { headers } = await manager.send('GET', `/api/v1/tickets/${made[n]!.id}`);
    const answer = await manager.send(
      'PATCH',
      `/api/v1/tickets/${made[n]!.id}`,
      { status },
      { 'if-match': String(headers['etag']) },
    );
    expect(answer.status).toBe(200);
  };
  for (const n of [0, 1, 2]) await change(n, 300 + n, 'solved');
  await change(2, 310, 'open');
  product.setNow('2026-03-02T08:00:00Z');
  await product.settle();
});

const ask = (url: string, client = product.as('manager')) =>
  client.send<MetricAnswer>('GET', `/api/v1/metrics/query?${url}`);
const openBody = { start: '2026-03-01T16:00:00Z', end: '2026-03-02T16:00:00Z' };

test('the catalogue names every metric in the reader’s language', async () => {
  const names = async (locale: 'en' | 'zh-TW') => {
    const { body } = await product
      .as('agent', { locale })
      .send<{ data: { name: string; label: string }[] }>('GET', '/api/v1/metrics');
    return new Map(body.data.map(({ name, label }) => [name, label]));
  };
  expect((await names('en')).get('tickets.firstReplyTime')).toBe('First reply time');
  expect((await names('zh-TW')).get('tickets.firstReplyTime')).toBe('首次響應時長');
  for (const name of boardMetrics) expect((await names('en')).has(name), name).toBe(true);
});

test('asked by address or by body, the answer is the same', async () => {
  const byUrl = await ask(
    `metric=tickets.created&preset=today&breakdown=team&channel=phone,none&team=${north},${south}`,
  );
  expect(byUrl.status).toBe(200);
  const byBody = await product.as('manager').send('POST', '/api/v1/metrics/query', {
    metric: 'tickets.created',
    preset: 'today',
    breakdown: 'team',
    filters: { channel: ['phone', null], team: [north, south] },
  });
  expect(byBody.body).toEqual(byUrl.body);
  expect(Object.fromEntries(byUrl.body.series.map(({ label, total }) => [label, total.value]))).toEqual({
    '=北区': 2,
    南区: 2,
  });
});

describe('what a bad question is told', () => {
  test.each([
    ['metric=tickets.none', 404, 'metric_unknown'],
    ['metric=tickets.created&breakdown=clock', 422, 'metric_dimension_unknown'],
    ['metric=tickets.created&colour=red', 422, 'invalid_input'],
    ['metric=tickets.created&from=2026-02-30&to=2026-03-01', 422, 'invalid_input'],
    ['metric=tickets.created&from=2026-03-02&to=2026-03-01', 422, 'invalid_input'],
    ['metric=tickets.created&from=2026-03-01&preset=7d', 422, 'invalid_input'],
    ['metric=tickets.created&grain=hour&preset=365d', 422, 'metric_range_too_long'],
    ['metric=tickets.created&percentiles=2', 422, 'invalid_input'],
  ])('%s', async (url, status, code) => {
    expect(await ask(url)).toMatchObject({ status, body: { code } });
  });
});

test('each number on the page opens into its tickets, by name', async () => {
  const answer = await ask('metric=tickets.created&preset=today&breakdown=kind');
  for (const { key, total } of answer.body.series) {
    const { body } = await product
      .as('manager')
      .send<{ total: { value: number }; data: MetricDrilldownRow[] }>('POST', '/api/v1/metrics/drilldown', {
        metric: 'tickets.created',
        ...openBody,
        filters: { kind: [key] },
      });
    expect(body.total.value).toBe(total.value);
    expect(body.data).toHaveLength(total.value!);
    for (const row of body.data)
      expect(row.ticket).toEqual({
        id: row.ticketId,
        number: expect.any(Number),
        subject: expect.stringContaining('工单'),
      });
  }
});

test('the backlog is the tickets that are open, and opens into them', async () => {
  const { body } = await ask('metric=tickets.backlog&preset=today');
  expect(body.total.value).toBe(10);
  const opened = await product
    .as('manager')
    .send<{ data: MetricDrilldownRow[] }>('POST', '/api/v1/metrics/drilldown', {
      metric: 'tickets.backlog',
      ...openBody,
    });
  const solved = [made[0]!.id, made[1]!.id];
  expect(new Set(opened.body.data.map((row) => row.ticketId))).toEqual(
    new Set(made.map(({ id }) => id).filter((id) => !solved.includes(id))),
  );
});

describe('the board', () => {
  test('says what the single queries say, in total and row by row', async () => {
    const { status, body } = await product
      .as('manager')
      .send<MetricBoard>('GET', '/api/v1/metrics/board?by=team');
    expect(status).toBe(200);
    for (const [index, { name }] of body.metrics.entries()) {
      const single = await ask(`metric=${name}&preset=today&breakdown=team&percentiles=0.5,0.9`);
      expect(body.totals[index], name).toEqual(single.body.total);
      for (const series of single.body.series) {
        expect(body.rows.find(({ key }) => key === series.key)?.numbers[index], name).toEqual(series.total);
      }
    }
    expect(body.metrics.map(({ name }) => name)).toEqual(boardMetrics);
    expect(body.flow.buckets).toHaveLength(24);
    expect(body.flow.buckets.reduce((sum, { created }) => sum + created, 0)).toBe(12);
    expect(body.flow.buckets[16]?.backlog).toBe(10);
    expect(body.flow.buckets[17]?.backlog).toBeNull();
    expect(body.source).toBe('rollups');
  });

  test('keeps to its filters, also where kept sums do not cover them', async () => {
    const one = await product
      .as('manager')
      .send<MetricBoard>('GET', `/api/v1/metrics/board?team=${north}&by=channel`);
    expect(one.body.source).toBe('rollups');
    expect(one.body.totals[1]?.value).toBe(6);
    const two = await product
      .as('manager')
      .send<MetricBoard>('GET', `/api/v1/metrics/board?team=${north}&channel=phone&by=kind`);
    expect(two.body.source).toBe('events');
    expect(two.body.totals[1]?.value).toBe(2);
    expect(two.body.totals[0]?.value).toBe(1);
  });

  test('shows a team lead the team, and an agent their own work', async () => {
    const lead = await product
      .as('teamLead', { teamIds: [south] })
      .send<MetricBoard>('GET', '/api/v1/metrics/board');
    expect(lead.body.rows.map(({ key }) => key)).toEqual([south]);
    expect(lead.body.totals[1]?.value).toBe(6);
    const own = await product
      .as('agent', { id: agent })
      .send<MetricBoard>('GET', '/api/v1/metrics/board?by=assignee');
    expect(own.body.rows.map(({ key, label }) => [key, label])).toEqual([[agent, '李娜']]);
    expect(own.body.totals[1]?.value).toBe(6);
  });
});

describe('targets', () => {
  const target = { metric: 'tickets.firstReplyTime', value: 7_200, from: '2026-01-01' };
  const manager = () => product.as('manager');

  test('stand in the answers from their day on, a team’s own before everybody’s', async () => {
    expect((await manager().send('POST', '/api/v1/metrics/targets', target)).status).toBe(201);
    await manager().send('POST', '/api/v1/metrics/targets', { ...target, value: 3_600, from: '2026-02-20' });
    await manager().send('POST', '/api/v1/metrics/targets', {
      ...target,
      value: 600,
      from: '2026-03-01',
      teamId: north,
    });
    const all = await ask('metric=tickets.firstReplyTime&from=2026-02-01&to=2026-03-02');
    expect(all.body.targets).toEqual([
      { value: 7_200, from: '2026-01-01' },
      { value: 3_600, from: '2026-02-20' },
    ]);
    const team = await ask(`metric=tickets.firstReplyTime&from=2026-02-25&to=2026-03-02&team=${north}`);
    expect(team.body.targets).toEqual([
      { value: 3_600, from: '2026-02-20' },
      { value: 600, from: '2026-03-01' },
    ]);
    const board = await manager().send<MetricBoard>('GET', `/api/v1/metrics/board?team=${north}`);
    expect(board.body.targets[board.body.metrics.findIndex(({ name }) => name === target.metric)]).toBe(600);
  });

  test('are changed by those who may, by their version, one a day', async () => {
    const created = await manager().send<MetricTarget>('POST', '/api/v1/metrics/targets', {
      ...target,
      metric: 'tickets.solved',
      value: 5,
    });
    const url = `/api/v1/metrics/targets/${created.body.id}`;
    const changed = { ...target, metric: 'tickets.solved', value: 6 };
    expect(await manager().send('POST', '/api/v1/metrics/targets', changed)).toMatchObject({
      status: 409,
      body: { code: 'metric_target_exists' },
    });
    expect((await product.as('analyst').send('PUT', url, changed, { 'if-match': '"1"' })).status).toBe(403);
    expect((await manager().send('PUT', url, changed)).status).toBe(428);
    expect((await manager().send('PUT', url, changed, { 'if-match': '"1"' })).body).toMatchObject({
      value: 6,
      version: 2,
    });
    expect((await manager().send('DELETE', url, undefined, { 'if-match': '"1"' })).status).toBe(412);
    expect((await manager().send('DELETE', url, undefined, { 'if-match': '"2"' })).status).toBe(200);
    expect(
      (await manager().send('POST', '/api/v1/metrics/targets', { ...target, metric: 'tickets.none' })).status,
    ).toBe(404);
    const page = await manager().send<{ data: MetricTarget[]; nextCursor: string }>(
      'GET',
      '/api/v1/metrics/targets?limit=2',
    );
    const rest = await manager().send<{ data: MetricTarget[] }>(
      'GET',
      `/api/v1/metrics/targets?limit=2&cursor=${page.body.nextCursor}`,
    );
    expect([...page.body.data, ...rest.body.data].map(({ value }) => value)).toEqual([7_200, 3_600, 600]);
  });

  test('of another organisation are not found', async () => {
    const { body } = await manager().send<{ data: MetricTarget[] }>('GET', '/api/v1/metrics/targets');
    const other = product.as('manager', { orgId: product.db.otherOrgId });
    const answer = await other.send('DELETE', `/api/v1/metrics/targets/${body.data[0]!.id}`, undefined, {
      'if-match': '"1"',
    });
    expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});

describe('export', () => {
  const url = '/api/v1/metrics/export?metric=tickets.created&preset=today&breakdown=team';

  test('CSV in the reader’s language, no name runs as a formula', async () => {
    const { status, headers, body } = await product.as('manager', { locale: 'en' }).send<string>('GET', url);
    expect(status).toBe(200);
    expect(headers['content-disposition']).toBe(
      'attachment; filename="tickets.created-2026-03-02-2026-03-02.csv"',
    );
    const [header, ...lines] = body.replace('\uFEFF', '').trim().split('\r\n');
    expect(header).toBe('From (Asia/Shanghai),To (excluded),Team,Tickets created (count),Count,Sum');
    expect(lines).toContain("2026-03-02 00:00,2026-03-03 00:00,'=北区,6,6,6");
  });

  test('XLSX with numbers as numbers', async () => {
    const { status } = await product.as('manager').send('GET', `${url}&format=xlsx`);
    expect(status).toBe(200);
    const answer = await ask('metric=tickets.created&preset=today&breakdown=team&compare=previousPeriod');
    const book = new exceljs.Workbook();
    const bytes = await buffer(exportAnswer(answer.body, 'xlsx', 'zh-CN').stream);
    await book.xlsx.load(bytes as unknown as Parameters<typeof book.xlsx.load>[0]);
    const rows = book.worksheets[0]!.getSheetValues()
      .slice(1)
      .map((row) => (row as unknown[]).slice(1));
    expect(rows[0]).toEqual([
      '时段',
      '开始（Asia/Shanghai）',
      '结束（不含）',
      '团队',
      '新工单 (个)',
      '样本数',
      '合计',
    ]);
    expect(rows).toContainEqual(['本期', '2026-03-02 00:00', '2026-03-03 00:00', '南区', 6, 6, 6]);
  });

  test('the board with every number that it shows', async () => {
    const url = '/api/v1/metrics/board?preset=today&by=team';
    const manager = product.as('manager', { locale: 'en' });
    const { body: board } = await manager.send<MetricBoard>('GET', url);
    const { body } = await manager.send<string>('GET', url.replace('board?', 'board/export?'));
    const [header = '', total = '', ...rows] = body.replace('\uFEFF', '').trim().split('\r\n');
    const created = board.metrics.findIndex((metric) => metric.name === 'tickets.created');
    const column = header.split(',').findIndex((name) => name.startsWith('Tickets created'));
    expect(total.split(',')[column]).toBe(String(board.totals[created]?.value));
    expect(rows.map((row) => row.split(',')[column])).toEqual(
      board.rows.map((row) => String(row.numbers[created]?.value ?? '')),
    );
    expect(rows.map((row) => row.split(',').at(-1))).toEqual(
      board.rows.map((row) => String(row.due.breached)),
    );
  });
});
