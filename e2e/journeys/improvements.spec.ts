import { readFile } from 'node:fs/promises';
import { choose, selectBy } from '../support/antd.ts';
import { expect, test, unique } from '../support/test.ts';

/** A day of the organisation, so many days ago. */
const daysAgo = (days: number) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(Date.now() - days * 86_400_000);

test('an improvement goes from a problem to a check, and closes as effective only with proof', async ({
  as,
}) => {
  const page = await as('manager');
  const title = unique('交接不再拖延');
  await page.goto('/improvements');
  await page.getByRole('button', { name: '发起改进' }).first().click();
  const dialog = page.getByRole('dialog', { name: '发起改进' });
  await dialog.getByRole('button', { name: /^发\s?起$/ }).click();
  await expect(dialog.getByText('请填写标题。')).toBeVisible();
  await dialog.getByLabel('标题').fill(title);
  await choose(page, selectBy(page, '指标').last(), '解决时长');
  await dialog.getByLabel('什么问题').fill('客户要等到第二天才有人联系');
  await dialog.getByLabel('在哪里').fill('夜班与早班的交接');
  await dialog.getByLabel('何时起').fill('三月以来，周一最明显');
  await dialog.getByRole('button', { name: /^发\s?起$/ }).click();

  // The gate says what is missing, and where it is written down.
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  await expect(page.getByRole('link', { name: '写全问题描述的四项' })).toBeVisible();
  await page.getByRole('button', { name: '进入“原因分析”' }).click();
  await expect(page.getByRole('alert').filter({ hasText: '请写全问题描述' })).toBeVisible();
  await page
    .getByRole('button', { name: /^编\s?辑$/ })
    .last()
    .click();
  const plan = page.getByRole('dialog', { name: '修改立项内容' });
  await plan.getByLabel('有多严重').fill('平均多等一天');
  await plan.getByRole('button', { name: /保\s?存/ }).click();
  await page.getByRole('button', { name: '进入“原因分析”' }).click();

  const why = page.getByRole('textbox', { name: /^为什么会发生/ });
  await page.getByRole('textbox', { name: /^添加原因/ }).fill('交接靠口头');
  await page.getByRole('textbox', { name: /^添加原因/ }).press('Enter');
  await expect(page.getByRole('img', { name: /^鱼骨图/ }).getByText('交接靠口头')).toBeVisible();
  await why.fill('早班不知道夜班答应了什么');
  await why.press('Enter');
  await page.getByRole('button', { name: '为什么：早班不知道夜班答应了什么' }).click();
  await page.getByRole('textbox', { name: '为什么：早班不知道夜班答应了什么' }).fill('没有交接清单');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('img', { name: /^5 Why/ }).getByText('没有交接清单')).toBeVisible();
  await page.getByRole('button', { name: '标记为根因：没有交接清单' }).click();
  await expect(page.getByRole('button', { name: '标记为根因：没有交接清单' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page
    .getByRole('button', { name: /^加入鱼骨图：/ })
    .first()
    .click();
  await expect(page.getByRole('list', { name: '鱼骨图上的原因' }).getByText(/“.+”占 \d/)).toBeVisible();

  await page.getByRole('button', { name: '进入“实施对策”' }).click();
  await page.getByRole('button', { name: '添加对策' }).click();
  const measure = page.getByRole('dialog', { name: '添加对策' });
  await measure.getByLabel('做什么').fill('交接清单：逐单确认');
  await choose(page, selectBy(page, '状态').last(), '已完成');
  await measure.getByLabel('完成日期').fill(daysAgo(60));
  await measure.getByRole('button', { name: /保\s?存/ }).click();
  await expect(page.getByRole('row').filter({ hasText: '交接清单：逐单确认' })).toContainText('没有交接清单');
  await page.getByRole('button', { name: '进入“检查效果”' }).click();

  // Refused without a check that proves it.
  await page.getByRole('button', { name: '关闭改进' }).click();
  const close = page.getByRole('dialog', { name: `关闭：${title}` });
  await close.getByRole('radio', { name: /^有效/ }).check();
  await close
    .getByRole('button', { name: /^关\s?闭$/ })
    .last()
    .click();
  await expect(close.getByText('不能以“有效”关闭')).toBeVisible();
  await close.getByRole('button', { name: /取\s?消/ }).click();

  await page.getByRole('button', { name: '运行检查' }).click();
  await expect(page.getByText('两组均值之差，Welch t 区间。').or(page.getByText(/^逐日数值/))).toBeVisible();
  await expect(page.getByRole('img', { name: /^差异 .+与 0 相比$/ })).toBeVisible();
  const samples = page.getByRole('row').filter({ hasText: /^改进(前|后)/ });
  await expect(samples).toHaveCount(2);
  await expect(samples.first()).toContainText(daysAgo(61));

  await page.getByRole('button', { name: '关闭改进' }).click();
  await close.getByRole('radio', { name: /^无效/ }).check();
  await close.getByLabel('原因').fill('看不出差别，换一种做法');
  await close
    .getByRole('button', { name: /^关\s?闭$/ })
    .last()
    .click();
  await expect(page.getByText(/以“无效”关闭。$/)).toBeVisible();

  await page.goto(`/improvements?outcome=ineffective&search=${encodeURIComponent(title)}`);
  await expect(page.getByRole('row').filter({ hasText: title })).toContainText('无效');
  await page.getByRole('button', { name: /导\s?出/ }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: '导出 CSV' }).click();
  const csv = await readFile(await (await downloading).path(), 'utf8');
  expect(csv).toContain(title);
  expect(csv.trim().split('\n')).toHaveLength(2);
});

test('a card passes the gates of the board or says what is missing; the report fits on one sheet', async ({
  as,
  api,
}) => {
  const manager = await api('manager');
  const title = unique('退款说明不清');
  const made = await manager.post<{ id: string }>('improvements', { title, suggestion: '把规则写在单上' });
  const page = await as('manager');
  await page.goto(`/improvements?view=board&search=${encodeURIComponent(title)}`);
  const planned = page.getByRole('region', { name: '立项' });
  await planned.getByRole('button', { name: `移动：${title}` }).click();
  await page.getByRole('menuitem', { name: '移到“实施对策”' }).click();
  await expect(page.getByRole('alert').filter({ hasText: `“${title}”还不能移过去` })).toBeVisible();
  await expect(planned.getByRole('link', { name: title })).toBeVisible();
  await page.getByRole('button', { name: '去补充' }).click();
  await expect(page).toHaveURL(new RegExp(`/improvements/${made.id}`));

  await page.goto(`/improvements/${made.id}/a3`);
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g);
  expect(sheets).toHaveLength(1);
});

test('a complaint is where an improvement can begin', async ({ as, api }) => {
  const manager = await api('manager');
  const ticket = await manager.newTicket({ subject: unique('师傅没有按约上门'), kind: 'complaint' });
  const page = await as('manager');
  await page.goto(`/tickets/${ticket.id}`);
  await page.getByRole('button', { name: '更多' }).first().click();
  await page.getByRole('menuitem', { name: '发起改进' }).click();
  const dialog = page.getByRole('dialog', { name: '发起改进' });
  await expect(dialog.getByText('已按工单的内容填写')).toBeVisible();
  await expect(dialog.getByLabel('标题')).not.toHaveValue('');
  await dialog.getByRole('button', { name: /^发\s?起$/ }).click();
  await expect(page.getByText('来自工单')).toBeVisible();
  await expect(page.getByRole('link', { name: new RegExp(ticket.subject) })).toHaveAttribute(
    'href',
    `/tickets/${ticket.id}`,
  );
});
