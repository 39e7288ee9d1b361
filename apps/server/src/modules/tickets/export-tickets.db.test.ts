import { expect, test } from 'vitest';
import { useProduct } from '../../testing/use-product.ts';
import { makeTeam } from './ticket.factory.ts';

const t = useProduct();

const make = (over: object) =>
  t.as('owner').send('POST', '/api/v1/tickets', {
    subject: '洗衣机漏水',
    kind: 'afterSales',
    channel: 'phone',
    ...over,
  });

test('a list is downloaded whole, in the reader’s words, and nothing in it runs in a spreadsheet', async () => {
  const teamId = await t.services.database.inOrg(t.db.orgId, (tx) => makeTeam(tx, '热线组'));
  for (let index = 0; index < 3; index += 1) await make({ teamId, subject: `漏水 ${index}` });
  await make({ subject: '=HYPERLINK("http://evil.example")', tags: ['危险'] });
  const download = async (query: string, locale: 'zh-CN' | 'en') => {
    const answer = await t.as('owner', { locale }).send<string>('GET', `/api/v1/tickets/export?${query}`);
    return {
      answer,
      lines: answer.body
        .replace(/^\uFEFF/, '')
        .trim()
        .split('\r\n'),
    };
  };

  const chinese = await download(`team=${teamId}&sort=created`, 'zh-CN');
  expect(chinese.answer.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(chinese.lines[0]).toMatch(/^编号,主题,状态,优先级/);
  expect(chinese.lines.slice(1).map((line) => line.split(',')[1])).toEqual(['漏水 0', '漏水 1', '漏水 2']);
  expect(chinese.lines[1]).toContain('热线组');

  const english = await download(`tags=${encodeURIComponent('危险')}`, 'en');
  expect(english.lines[0]).toMatch(/^Number,Subject,Status/);
  expect(english.lines).toHaveLength(2);
  expect(english.lines[1]).not.toMatch(/,"?=HYPERLINK/);
});

test('what one may not see is not in the file, and what the list does not know is refused', async () => {
  await make({
    subject: '别队的工单',
    teamId: await t.services.database.inOrg(t.db.orgId, (tx) => makeTeam(tx)),
  });
  const file = async (role: 'owner' | 'agent') =>
    (await t.as(role).send<string>('GET', `/api/v1/tickets/export?q=${encodeURIComponent('别队')}`)).body;
  expect(await file('owner')).toContain('别队的工单');
  expect(await file('agent')).not.toContain('别队的工单');
  expect((await t.as('owner').send('GET', '/api/v1/tickets/export?colour=red')).status).toBe(422);
  expect((await t.as('owner').send('GET', '/api/v1/tickets/export?format=pdf')).status).toBe(422);
  const workbook = await t.as('owner').send<string>('GET', '/api/v1/tickets/export?format=xlsx');
  expect(workbook.body.slice(0, 2)).toBe('PK');
});
