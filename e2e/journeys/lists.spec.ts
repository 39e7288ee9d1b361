import { expectToast, option } from '../support/antd.ts';
import { expect, test, unique } from '../support/test.ts';

test('a filtered list is kept as a view and found again', async ({ as }) => {
  const page = await as('agent');
  await page.goto('/tickets?kind=complaint&priority=high,urgent');
  const views = page.getByRole('navigation', { name: '视图' });
  const name = unique('重要投诉');
  await views.getByRole('button', { name: '保存为视图' }).click();
  const dialog = page.getByRole('dialog', { name: '保存为视图' });
  await dialog.getByLabel('名称').fill(name);
  await dialog.getByRole('button', { name: /保\s?存/ }).click();
  await expect(views.getByRole('button', { name, exact: true })).toHaveAttribute('aria-current', 'true');

  await page.goto('/');
  await page.goto('/tickets');
  await views.getByRole('button', { name, exact: true }).click();
  await expect(page).toHaveURL(/kind=complaint/);
  await expect(page).toHaveURL(/priority=/);

  const renamed = unique('重要投诉（新）');
  await views.getByRole('button', { name: `更多：${name}` }).click();
  await page.getByRole('menuitem', { name: '改名与共享' }).click();
  const edit = page.getByRole('dialog', { name: '改名与共享' });
  await edit.getByLabel('名称').fill(renamed);
  await edit.getByRole('button', { name: /保\s?存/ }).click();
  await expect(views.getByRole('button', { name: renamed, exact: true })).toBeVisible();
});

test('many tickets are changed at once, and those that refuse are told', async ({ as, api }) => {
  const lead = await api('teamLead');
  const mark = unique('批量');
  const plain = await lead.newTicket({ subject: `${mark} 甲` });
  const complaint = await lead.newTicket({ subject: `${mark} 乙`, kind: 'complaint' });
  const page = await as('teamLead');
  await page.goto(`/tickets?q=${encodeURIComponent(mark)}`);
  await page.getByLabel(`选中工单 #${plain.number}`).check();
  await page.getByLabel(`选中工单 #${complaint.number}`).check();
  const bar = page.getByRole('toolbar', { name: '批量操作' });
  await expect(bar).toContainText('已选 2 条');
  await bar.getByRole('button', { name: '分配给我' }).click();
  await expectToast(page, '已更新 2 条工单');

  await page.getByLabel(`选中工单 #${plain.number}`).check();
  await page.getByLabel(`选中工单 #${complaint.number}`).check();
  await bar.getByRole('button', { name: '状态…' }).click();
  // Esc closes the menu and keeps what is selected.
  await page.keyboard.press('Escape');
  await bar.getByRole('button', { name: '状态…' }).click();
  await page.getByRole('menuitem', { name: '已解决' }).click();
  // A complaint without class and severity may not be solved: it says so, the other one is done.
  const notice = page.locator('.ant-notification-notice');
  await expect(notice).toContainText('1 条成功，1 条未成功');
  await expect(notice).toContainText('投诉类别');
  expect(await lead.get(`tickets/${plain.id}`)).toMatchObject({ status: 'solved' });
  expect(await lead.get(`tickets/${complaint.id}`)).toMatchObject({ status: 'new' });
});

test('a macro fills in the reply and makes its changes', async ({ as, api }) => {
  const lead = await api('teamLead');
  const name = unique('安排上门');
  const ticket = await lead.newTicket();
  const page = await as('teamLead');
  await page.goto('/settings/macros');
  await page.getByRole('button', { name: '新建快捷回复' }).click();
  const dialog = page.getByRole('dialog', { name: '新建快捷回复' });
  await dialog.getByLabel('名称').fill(name);
  await dialog.getByLabel('内容').fill('您好，工单 {{ticket.number}} 已安排上门。');
  await dialog.getByLabel('设置状态').click();
  await option(page, '挂起').click();
  await dialog.getByRole('button', { name: /保\s?存|确\s?定|新\s?建/ }).click();
  await expect(dialog).toBeHidden();

  await page.goto(`/tickets/${ticket.id}`);
  await expect(page.getByRole('textbox', { name: '公开回复' })).toBeVisible();
  await page.keyboard.press('m');
  await page.getByLabel('查找快捷回复').fill(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: '公开回复' })).toContainText(
    `工单 ${ticket.number} 已安排上门`,
  );
  await expect.poll(() => lead.get(`tickets/${ticket.id}`)).toMatchObject({ status: 'onHold' });
});

test('the keyboard alone walks the list, opens, searches and commands', async ({ as, api }) => {
  const lead = await api('teamLead');
  const mark = unique('键盘');
  const [one, two] = [
    await lead.newTicket({ subject: `${mark} 一` }),
    await lead.newTicket({ subject: `${mark} 二` }),
  ];
  const page = await as('teamLead');
  await page.goto(`/tickets?q=${encodeURIComponent(mark)}`);
  const rows = page.getByRole('row', { name: mark });
  await expect(rows).toHaveCount(2);
  const order = [await rows.nth(0).getAttribute('id'), await rows.nth(1).getAttribute('id')];
  expect([...order].sort()).toEqual([`row-${one.id}`, `row-${two.id}`].sort());

  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/tickets/${order[1]?.slice(4)}$`));
  await expect(page.getByRole('region', { name: '往来' })).toBeVisible();
  await page.keyboard.press('k');
  await expect(page).toHaveURL(new RegExp(`/tickets/${order[0]?.slice(4)}$`));
  await page.keyboard.press('u');
  await expect(page).toHaveURL(/\/tickets\?/);

  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: '键盘快捷键' });
  await expect(help.getByText('命令面板')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: '命令面板' }).fill('看板');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '服务看板' })).toBeVisible();
  // Two keys in a row go to a screen; the second is not taken for the `c` that begins a ticket.
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await expect(page.getByRole('heading', { name: '客户', exact: true })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: '命令面板' }).fill('快捷回复');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/settings\/macros/);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: '命令面板' }).fill(String(one.number));
  await page.getByRole('option', { name: `#${one.number}` }).click();
  await expect(page).toHaveURL(new RegExp(one.id));
});

test('on a phone the list says how each ticket stands, and nothing runs off the side', async ({
  as,
  api,
}) => {
  const lead = await api('teamLead');
  const ticket = await lead.newTicket();
  const page = await as('teamLead', { viewport: { width: 375, height: 740 } });
  await page.goto(`/tickets?q=${encodeURIComponent(ticket.subject)}`);
  const row = page.locator(`#row-${ticket.id}`);
  await expect(row.getByText('新建')).toBeInViewport();
  await expect(row.getByText('普通')).toBeInViewport();
  for (const path of ['/settings/macros', '/settings/security', `/tickets/${ticket.id}`, '/board']) {
    await page.goto(path);
    await expect(page.locator('main').getByRole('heading').first()).toBeVisible();
    await expect
      .poll(() => page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth), path)
      .toBeLessThanOrEqual(0);
  }
});

test('a page that cannot be loaded says so, and comes when the server answers again', async ({ as }) => {
  const page = await as('agent');
  await page.goto('/tickets');
  await expect(page.getByRole('heading', { name: '工单', exact: true })).toBeVisible();
  await page.route('**/*', (route) => route.abort('connectionrefused'));
  const nav = page.getByRole('navigation', { name: '主导航' });
  await nav.getByRole('link', { name: '客户' }).click();
  await expect(page.getByRole('alert')).toContainText('连接不上服务器');
  await expect(nav.getByRole('link', { name: '工单' })).toBeVisible();
  await page.unroute('**/*');
  await expect(page.getByRole('heading', { name: '客户', exact: true })).toBeVisible();
});
