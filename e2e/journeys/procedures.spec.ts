import { choose, expectToast } from '../support/antd.ts';
import { expect, test, unique } from '../support/test.ts';

test('a procedure is written, approved by another, published, and guides the next ticket of its kind', async ({
  as,
  api,
}) => {
  const manager = await as('manager');
  const name = unique('社媒故障处理');
  await manager.goto('/procedures');
  await manager.getByRole('button', { name: '新建流程' }).click();
  await manager.getByLabel('名称 简体中文').fill(name);
  await manager.getByLabel('编号').fill(unique('E2E').replaceAll(' ', '-'));
  await choose(manager, manager.getByLabel('工单类型'), '故障');
  await manager.keyboard.press('Escape');
  await choose(manager, manager.getByLabel('工单渠道'), '社交媒体');
  await manager.keyboard.press('Escape');
  await manager.getByRole('button', { name: '创建并开始编写' }).click();

  // Two stages: a mandatory step with a checklist and words to say; a mandatory one that will be skipped.
  await expect(manager).toHaveURL(/\/procedures\/[^/]+\/edit\//);
  await manager.getByLabel('标题', { exact: true }).fill('核实情况');
  await manager.getByRole('switch', { name: '必做' }).click();
  await manager.getByRole('textbox', { name: '做法' }).fill('先看客户公开发布的内容。');
  await manager.getByRole('button', { name: '添加检查项' }).click();
  await manager.getByLabel('检查项 1', { exact: true }).fill('已截图存证');
  await manager.getByLabel('话术').fill('您好，我们已看到您的反馈。');
  await manager.getByRole('button', { name: '添加阶段' }).click();
  await manager.getByLabel('阶段 2 标题').fill('回访');
  await manager.getByRole('button', { name: '2.1 新步骤' }).click();
  await manager.getByLabel('标题', { exact: true }).fill('电话回访');
  await manager.getByRole('switch', { name: '必做' }).click();
  await manager.getByRole('button', { name: '保存草稿' }).click();
  await expectToast(manager, '已保存');
  await manager.getByRole('button', { name: '提交审核' }).click();

  await manager.getByRole('button', { name: /^批\s?准$/ }).click();
  await expect(manager.getByRole('alert').filter({ hasText: '编写者不能批准自己写的版本' })).toBeVisible();
  const address = new URL(manager.url());

  const owner = await as('owner');
  await owner.goto(address.pathname + address.search);
  await owner.getByRole('button', { name: /^批\s?准$/ }).click();
  await owner.getByRole('button', { name: /^发\s?布$/ }).click();
  const publish = owner.getByRole('dialog', { name: '发布' });
  await publish.getByRole('button', { name: /^发\s?布$/ }).click();
  await expect(publish).toBeHidden();
  await expect(owner.getByText(/自 \d{4}-\d\d-\d\d 起 · 全部团队/).first()).toBeVisible();

  const lead = await api('manager');
  const ticket = await lead.newTicket({ kind: 'incident', channel: 'social' });
  await manager.goto(`/tickets/${ticket.id}`);
  const panel = manager.getByRole('region', { name: `流程：${name}` });
  await expect(panel.getByText('还有 2 个必做步骤')).toBeVisible();
  await manager.getByRole('button', { name: '标为已解决' }).click();
  await expect(manager.getByRole('alert').filter({ hasText: '核实情况' })).toBeVisible();
  await expect(panel).toBeFocused();

  await panel.getByRole('button', { name: /^完\s?成$/ }).click();
  await expect(panel.getByRole('alert')).toContainText('检查清单还有 1 项未勾选');
  await panel.getByRole('checkbox', { name: '已截图存证' }).check();
  await panel.getByRole('button', { name: /^完\s?成$/ }).click();
  await expect(panel.getByText('还有 1 个必做步骤')).toBeVisible();
  await panel.getByRole('button', { name: '跳过…' }).click();
  await panel.getByLabel('跳过的原因').fill('客户要求不再来电');
  await panel.getByRole('button', { name: '跳过此步骤' }).click();
  await expect(panel.getByText(/个必做步骤/)).toBeHidden();
  await manager.getByRole('button', { name: '标为已解决' }).click();
  await expect.poll(() => lead.get(`tickets/${ticket.id}`)).toMatchObject({ status: 'solved' });

  // The next version: one step is no longer mandatory, and the comparison says so.
  await manager.goto(address.pathname);
  await manager.getByRole('button', { name: '新版本' }).click();
  await expect(manager).toHaveURL(/\/edit\//);
  await manager.getByRole('button', { name: '2.1 电话回访' }).click();
  await manager.getByRole('switch', { name: '必做' }).click();
  await manager.getByLabel('更新内容').fill('回访改为可选');
  await manager.getByRole('button', { name: '保存草稿' }).click();
  await expectToast(manager, '已保存');
  await manager.goto(`${address.pathname}/compare`);
  const difference = manager.getByRole('row', { name: /^必做/ });
  await expect(difference.locator('del')).toHaveText('是');
  await expect(difference.locator('ins')).toHaveText('否');
});
