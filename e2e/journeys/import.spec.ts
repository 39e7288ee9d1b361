import { readFile } from 'node:fs/promises';
import { choose } from '../support/antd.ts';
import { expect, test, unique } from '../support/test.ts';

test('a file is understood, tried, imported, and its bad rows come back with reasons', async ({ as }) => {
  const mark = unique('导入').replace(/\W+/g, '');
  const file = `legacy-${Date.now()}.csv`;
  const csv = [
    '编号,主题,状态,优先级,创建时间,客户姓名,客户邮箱,门店',
    `${mark}-1,${mark} 冰箱不制冷,已解决,高,2026-03-02 09:30,周女士,zhou@example.com,徐汇店`,
    `${mark}-2,${mark} 发票抬头有误,处理中,普通,2026-03-02 10:15,吴先生,wu@example.com,`,
    ...Array.from(
      { length: 6 },
      (_, i) => `${mark}-1${i},${mark} 以往工单,已关闭,低,2026-02-0${i + 1} 14:00,孙女士,,`,
    ),
    `${mark}-3,${mark} 日期写错了,处理中,普通,2026-13-45 10:15,郑先生,zheng@example.com,`,
  ].join('\r\n');
  const page = await as('owner');
  await page.goto('/imports');
  await page.locator('input[type=file]').setInputFiles({
    name: file,
    mimeType: 'text/csv',
    buffer: Buffer.from(csv, 'utf8'),
  });

  // The columns are understood by their Chinese names.
  await expect(page.getByRole('heading', { name: file })).toBeVisible();
  for (const [field, column] of [
    ['主题', '主题'],
    ['创建时间', '创建时间'],
    ['外部编号', '编号'],
  ] as const) {
    const select = page.locator('.ant-select', { has: page.getByLabel(field, { exact: true }) }).first();
    await expect(select).toContainText(column);
  }
  const source = mark.toLowerCase().replace(/[^a-z0-9]/g, 'x');
  await page.getByRole('textbox').first().fill(`legacy-${source}`.slice(0, 40));
  // Without a time of creation the numbers would be wrong: the trial says so.
  const createdAt = page.locator('.ant-select', { has: page.getByLabel('创建时间', { exact: true }) });
  await createdAt.hover();
  await createdAt.locator('.ant-select-clear').click();
  await page.getByRole('button', { name: '试运行' }).click();
  await expect(page.getByText('没有对应“创建时间”')).toBeVisible();
  await choose(page, createdAt, '创建时间');
  // What feeds no field is kept as a field of the organisation's own.
  await page.getByRole('button', { name: '全部保留' }).click();
  await page.getByRole('button', { name: '试运行' }).click();
  await expect(page.getByText('没有对应“创建时间”')).toBeHidden();
  await expect(page.getByText('试运行结果')).toBeVisible();
  await expect(page.getByText(/日期|时间/).first()).toBeVisible();
  await page.getByRole('button', { name: '开始导入' }).click();

  await expect(page.getByText('导入完成')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('被拒的行')).toBeVisible();
  await page.getByRole('button', { name: /导\s?出/ }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /CSV/ }).click(),
  ]);
  const rejected = await readFile(await download.path(), 'utf8');
  expect(rejected).toContain(`${mark}-3`);
  expect(rejected).not.toContain(`${mark}-1`);

  await page.goto(`/tickets?q=${encodeURIComponent(mark)}`);
  await expect(page.getByRole('row', { name: '冰箱不制冷' })).toContainText('已解决');
  await expect(page.getByRole('row', { name: '发票抬头有误' })).toContainText('处理中');
  await page.getByRole('row', { name: '冰箱不制冷' }).getByRole('link').click();
  await expect(page.getByRole('complementary').getByRole('textbox', { name: '门店' })).toHaveValue('徐汇店');
});
