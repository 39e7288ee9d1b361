import { expect, test } from '../support/test.ts';

test('a number is watched from where it is looked at; a point is explained and opened', async ({ as }) => {
  const page = await as('manager');
  await page.goto('/analysis?metric=tickets.created&grain=week');
  await page.getByRole('button', { name: '监控此指标' }).click();
  const dialog = page.getByRole('dialog', { name: '新建控制图' });
  await dialog.getByRole('button', { name: /保\s?存/ }).click();
  await expect(dialog.getByText('请填写此项。')).toBeVisible();
  await dialog.getByLabel('名称').fill('每周新工单');
  await dialog.getByRole('button', { name: /保\s?存/ }).click();

  await expect(page).toHaveURL(/\/charts\/[^/?]+$/);
  await expect(page.getByRole('heading', { name: '每周新工单' })).toBeVisible();
  await page.getByTitle('表格').first().click();
  const value = page.getByRole('table').first().getByRole('row').nth(2).getByRole('button');
  await value.click();
  const point = page.getByRole('dialog', { name: /每周新工单/ });
  await point.getByLabel('备注').fill('春节后返工高峰');
  await point.getByRole('button', { name: '保存备注' }).click();
  await expect(page.getByText('春节后返工高峰')).toBeVisible();
  await value.click();
  await point.getByRole('button', { name: '查看背后的工单' }).click();
  await expect(page.getByRole('table').last().getByRole('link', { name: /^#\d+/ }).first()).toBeVisible();

  await page.goto('/charts');
  await expect(page.getByRole('link', { name: '每周新工单' })).toBeVisible();
  await page.getByRole('link', { name: '预警', exact: true }).click();
  await expect(page.getByRole('heading', { name: '预警' })).toBeVisible();
});
