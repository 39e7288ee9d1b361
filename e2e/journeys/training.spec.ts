import { choose, expectToast, option, property } from '../support/antd.ts';
import { expect, test, unique } from '../support/test.ts';

test('a course is made and assigned; an agent fails, learns why, passes, and is certified', async ({
  as,
  api,
}) => {
  const name = unique('改期电话');
  const page = await as('manager');
  await page.goto('/training/courses');
  await page.getByRole('button', { name: '新建课程' }).click();
  const dialog = page.getByRole('dialog', { name: '新建课程' });
  await dialog.getByLabel('名称').fill(name);
  await dialog.getByRole('button', { name: /新\s?建/ }).click();
  await expect(page).toHaveURL(/\/training\/courses\/[^/]+\/quiz/);
  const courseId = new URL(page.url()).pathname.split('/')[3] ?? '';

  // A question without a right answer is refused with what to do, and what was written stays.
  await page.getByRole('button', { name: '新建题目' }).click();
  const question = page.getByRole('dialog', { name: '新建题目' });
  await question.getByLabel('题目 简体中文').fill('改期前要先给客户打电话吗？');
  await choose(page, question.locator('.ant-select').first(), '判断');
  await question.getByRole('button', { name: /保\s?存/ }).click();
  await expect(question.getByRole('alert')).toContainText('题目没有正确答案');
  await question.getByRole('radio', { name: '正确' }).check();
  await question.getByLabel('解析 简体中文').fill('先打电话，客户才知道新的时间。');
  await question.getByRole('button', { name: /保\s?存/ }).click();
  await expect(page.getByRole('button', { name: /1\. 改期前要先给客户打电话吗/ })).toBeVisible();
  await page.getByRole('button', { name: /^保\s?存$/ }).click();
  await expectToast(page, '已保存');

  const { name: agentName } = await (await api('agent')).get<{ name: string }>('me');
  await page.getByRole('button', { name: /安\s?排/ }).click();
  const assign = page.getByRole('dialog', { name: '安排' });
  await assign.getByLabel('人员').fill(agentName);
  await option(page, agentName).click();
  await page.keyboard.press('Escape');
  await assign.getByRole('button', { name: /安\s?排/ }).click();
  await expectToast(page, '已安排给 1 人');

  const desk = await as('agent');
  await desk.goto('/training');
  await desk.getByRole('link', { name: new RegExp(name) }).click();
  await expect(desk).toHaveURL(new RegExp(`/training/${courseId}`));
  await desk.getByRole('button', { name: '开始测验' }).click();
  await desk.getByRole('radio', { name: '错误' }).check();
  await desk.getByRole('button', { name: /交\s?卷/ }).click();
  await expect(desk.getByText('未通过：答对 0 / 1 题')).toBeVisible();
  await expect(desk.getByText('先打电话，客户才知道新的时间。')).toBeVisible();
  await desk.getByRole('link', { name: '返回课程' }).click();
  await expect(desk.getByText('还可答 2 次')).toBeVisible();
  await desk.getByRole('button', { name: '开始测验' }).click();
  await desk.getByRole('radio', { name: '正确' }).check();
  await desk.getByRole('button', { name: /交\s?卷/ }).click();
  await expect(desk.getByText('通过：答对 1 / 1 题', { exact: true })).toBeVisible();
  await desk.getByRole('link', { name: '返回课程' }).click();
  await expect(desk.getByText('认证长期有效')).toBeVisible();

  await page.goto(`/training/courses/${courseId}`);
  await expect(page.getByRole('row').filter({ hasText: agentName })).toContainText('已通过');
  await expect(page.getByText('1 / 1（100%）').first()).toBeVisible();
});

test('who is not certified for what is in force on a ticket is shown where it is assigned', async ({
  as,
  api,
}) => {
  const manager = await api('manager');
  const { name } = await manager.get<{ name: string }>('me');
  const { id } = await manager.newTicket({ kind: 'complaint' });
  const page = await as('manager');
  await page.goto(`/tickets/${id}`);
  await property(page, '处理人').click();
  await page.keyboard.type(name);
  await expect(option(page, name)).toContainText('未认证');
  await option(page, name).click();
  await expect(page.getByText('未通过认证：投诉处理八步法 v1')).toBeVisible();
});
