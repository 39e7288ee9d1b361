import { choose, expectToast, property, selectBy } from '../support/antd.ts';
import { expect, type Ticket, test, unique } from '../support/test.ts';

test('an agent finds a ticket in either script, answers, notes, and the clocks tell it', async ({
  as,
  api,
}) => {
  const subject = unique('空调外机噪声扰邻');
  const lead = await api('teamLead');
  const ticket = await lead.newTicket({ subject, kind: 'afterSales', text: '晚上十点后外机响声很大。' });
  const page = await as('agent');

  // Written in simplified Chinese, searched for in traditional: it is the same ticket.
  await page.goto('/tickets');
  await page.getByRole('searchbox').fill('空調外機 噪聲');
  await expect(page).toHaveURL(/q=/);
  await choose(page, selectBy(page, '状态'), '新建');
  await page.keyboard.press('Escape');
  await page.getByRole('row', { name: subject }).getByText(subject).click();
  await expect(page).toHaveURL(new RegExp(ticket.id));

  const clocks = page.getByRole('region', { name: '时钟明细' });
  const firstReply = clocks.getByRole('button', { name: /首次响应/ });
  await expect(firstReply).toContainText(/计时中|即将到期/);

  // A note first: the customer does not see it and the clock runs on.
  await page.keyboard.press('n');
  await page.getByRole('textbox', { name: '内部备注' }).fill('先查安装位置。');
  await page.getByRole('button', { name: '添加备注' }).click();
  await expectToast(page, '备注已添加');
  await expect(firstReply).toContainText(/计时中|即将到期/);

  await page.keyboard.press('r');
  await page.getByRole('textbox', { name: '公开回复' }).fill('您好，师傅明天上午上门检查。');
  await page.getByRole('button', { name: '发送并更改状态' }).click();
  await page.getByRole('menuitem', { name: /待客户回复/ }).click();
  await expectToast(page, '回复已发送');
  const conversation = page.getByRole('region', { name: '往来' });
  await expect(conversation.getByText('您好，师傅明天上午上门检查。')).toBeVisible();
  await expect(firstReply).toContainText('已达成');
  const resolution = clocks.getByRole('button', { name: /^解决/ });
  await expect(resolution).toContainText('已暂停');

  await resolution.click();
  const ledger = page.getByRole('dialog');
  await expect(ledger.getByText(/等待客户，暂停|非工作时间，不计时|工作时间，计时/).first()).toBeVisible();
  await page.keyboard.press('Escape');

  await choose(page, property(page, '状态'), '已解决');
  await expect(resolution).toContainText('已达成');
  const after = await lead.get<Ticket>(`tickets/${ticket.id}`);
  expect(after.status).toBe('solved');
});

test('two people at one ticket: the slower one sees both versions and nothing is lost', async ({
  as,
  api,
}) => {
  const lead = await api('teamLead');
  const ticket = await lead.newTicket();
  const page = await as('teamLead');
  await page.goto(`/tickets/${ticket.id}`);
  await expect(page.getByText(ticket.subject)).toBeVisible();
  // What is written but not sent must survive all that follows.
  await page.getByRole('textbox', { name: '公开回复' }).fill('写到一半的回复');
  // The page hears of others' changes at once; it is cut off here, as on a train.
  await page.route('**/api/v1/tickets/*', (route) =>
    route.request().method() === 'GET' ? route.abort() : route.continue(),
  );
  await page.route('**/api/v1/stream**', (route) => route.abort());
  await lead.patch(`tickets/${ticket.id}`, { urgency: 'high' }, ticket.version);
  await page.unroute('**/api/v1/tickets/*');

  await choose(page, property(page, '类型'), '咨询');
  const dialog = page.getByRole('dialog', { name: '内容已被他人修改' });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('row', { name: /类型/ })).toContainText('服务请求');
  await expect(dialog.getByRole('row', { name: /类型/ })).toContainText('咨询');
  await dialog.getByRole('button', { name: '仍用我的修改' }).click();
  await expect(dialog).toBeHidden();

  // Both changes are there, and so is the draft.
  const after = await lead.get<{ kind: string; urgency: string }>(`tickets/${ticket.id}`);
  expect(after).toMatchObject({ kind: 'inquiry', urgency: 'high' });
  await expect(page.getByRole('textbox', { name: '公开回复' })).toContainText('写到一半的回复');
});
