import { choose, option, selectBy } from '../support/antd.ts';
import { makeColleague } from '../support/colleague.ts';
import { expect, test, unique } from '../support/test.ts';
import { codeOf } from '../support/totp.ts';

interface Clock {
  kind: string;
  policyId: string;
  targetSeconds: number;
}

test('a service level is made, and tickets that fit it run by it', async ({ as, api }) => {
  const name = unique('投诉加急');
  const page = await as('owner');
  await page.goto('/settings/sla');
  await page.getByRole('button', { name: '新建协议' }).click();
  await page.getByLabel('名称', { exact: true }).fill(name);
  await page.getByRole('button', { name: '+ 条件', exact: true }).click();
  const rule = page.locator('.rule');
  await choose(page, rule.locator('.ant-select').first(), '标签');
  // A rule without a value would hold for every ticket: it cannot be saved like that.
  await expect(page.getByText('还有条件没有填完')).toBeVisible();
  await rule.getByRole('textbox').fill(name);
  await page.getByLabel('普通 首次响应', { exact: true }).fill('0.5');
  await page.getByRole('button', { name: /^保\s?存$/ }).click();
  await expect(page.getByText(name)).toBeVisible();
  // New policies come last; the first one that fits is the ticket's.
  const owner = await api('owner');
  const { data } = await owner.get<{ data: { id: string; name: string }[] }>('sla-policies');
  const made = data.find((policy) => policy.name === name);
  expect(made).toBeDefined();
  expect(data.at(-1)?.id).toBe(made?.id);

  // Above the one for all tickets, and for tickets with a tag only: such a ticket runs by it, another one does not.
  const up = page.getByRole('button', { name: '上移' });
  await page
    .locator('div')
    .filter({ hasText: name })
    .filter({ has: up })
    .last()
    .getByRole('button', { name: '上移' })
    .click();
  await expect
    .poll(async () => (await owner.get<{ data: { id: string }[] }>('sla-policies')).data.at(-1)?.id)
    .not.toBe(made?.id);
  // Clocks follow the log, a moment behind.
  const firstReplyOf = (ticketId: string) => async () => {
    const { clocks } = await owner.get<{ clocks: Clock[] }>(`tickets/${ticketId}/sla`);
    return clocks.find((clock) => clock.kind === 'firstReply');
  };
  const fitting = await owner.newTicket({ tags: [name] });
  const other = await owner.newTicket();
  await expect.poll(firstReplyOf(fitting.id)).toMatchObject({ policyId: made?.id, targetSeconds: 1_800 });
  await expect.poll(firstReplyOf(other.id)).toMatchObject({ kind: 'firstReply' });
  expect((await firstReplyOf(other.id)())?.policyId).not.toBe(made?.id);
});

test('a holiday is swapped for a make-up workday in the calendar', async ({ as, api }) => {
  const name = unique('调休日历');
  const page = await as('owner');
  await page.goto('/settings/calendars');
  await page.getByRole('button', { name: '新建日历' }).click();
  await page.getByLabel('名称', { exact: true }).fill(name);
  // The last Saturday that the month shows becomes a workday like a Friday.
  const saturday = page.getByTitle(/休息/).filter({ hasText: /\d/ }).first();
  const date = /\d{4}-\d{2}-\d{2}/.exec((await saturday.getAttribute('title')) ?? '')?.[0] ?? '';
  await saturday.click();
  const dialog = page.getByRole('dialog', { name: date });
  await dialog.getByText('调休上班日').click();
  await dialog.getByLabel('名称').fill('国庆调休');
  await choose(page, selectBy(page, '按哪一天上班'), '按周五上班');
  await dialog.getByRole('button', { name: /应\s?用/ }).click();
  await expect(page.getByTitle(new RegExp(`${date} 调休上班`))).toContainText('国庆调休');
  await page.getByRole('button', { name: /^保\s?存$/ }).click();
  await expect(page.getByText(name)).toBeVisible();

  const owner = await api('owner');
  const { data } = await owner.get<{ data: { name: string; makeupDays: object[] }[] }>('calendars');
  expect(data.find((calendar) => calendar.name === name)?.makeupDays).toEqual([
    { date, name: '国庆调休', likeWeekday: 'friday' },
  ]);
});

test('a colleague is invited, joins by the mail, and gets what the role grants', async ({
  as,
  stranger,
  mailTo,
}) => {
  const role = unique('看板员');
  const email = `${unique('join').replace(/\W+/g, '-')}@haiyue.example`;
  const page = await as('owner');
  await page.goto('/people/roles');
  await page.getByRole('button', { name: '新建角色' }).click();
  const roleDialog = page.getByRole('dialog', { name: '新建角色' });
  await roleDialog.getByLabel('名称', { exact: true }).fill(role);
  const grant = (permission: RegExp, scope: string) =>
    roleDialog.getByRole('radiogroup', { name: permission }).getByText(scope, { exact: true }).click();
  await grant(/^查看工单/, '全部');
  await roleDialog.getByRole('button', { name: /保\s?存/ }).click();
  await expect(page.getByRole('columnheader', { name: role })).toBeVisible();

  await page.goto('/people');
  await page.getByRole('button', { name: '邀请同事' }).click();
  const dialog = page.getByRole('dialog', { name: '邀请同事' });
  await dialog.getByLabel('姓名').fill('周小鱼');
  await dialog.getByLabel('邮箱').fill(email);
  await dialog.getByLabel('角色').click();
  await option(page, role).click();
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: '发送邀请' }).click();

  const mail = await mailTo(email);
  const theirs = await stranger();
  await theirs.goto(mail.link);
  await theirs.getByLabel('密码', { exact: true }).fill('a phrase of their own');
  await theirs.getByRole('button', { name: /加\s?入/ }).click();
  const nav = theirs.getByRole('navigation', { name: '主导航' });
  await expect(nav.getByRole('link', { name: '工单' })).toBeVisible();
  await expect(nav.getByRole('link', { name: '看板' })).toBeHidden();

  // The role is given more: the next page that is opened has it.
  await page.goto('/people/roles');
  await page.getByRole('button', { name: `编辑：${role}` }).click();
  const edit = page.getByRole('dialog', { name: '修改角色' });
  await edit
    .getByRole('radiogroup', { name: /查看.*指标|查看看板/ })
    .first()
    .getByText('全部', { exact: true })
    .click();
  await edit.getByRole('button', { name: /保\s?存/ }).click();
  await expect(edit).toBeHidden();
  await expect(async () => {
    await theirs.reload();
    await expect(nav.getByRole('link', { name: '看板' })).toBeVisible({ timeout: 2_000 });
  }).toPass();
});

test('somebody ends a forgotten session, then signs out everywhere', async ({
  stranger,
  api,
  demo,
  mailTo,
}) => {
  const office = await stranger();
  const person = await makeColleague(await api('owner'), office.request, demo.url, mailTo, 'agent');
  const home = await stranger();
  const phone = await stranger();
  for (const page of [office, home, phone]) {
    await page.context().clearCookies();
    await page.goto('/sign-in');
    await page.getByLabel('邮箱').fill(person.email);
    await page.getByLabel('密码').fill(person.password);
    await page.getByRole('button', { name: /^登\s?录$/ }).click();
    await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible();
  }
  await office.goto('/settings/security');
  const ends = office.getByRole('button', { name: /^退\s?出$/ });
  await expect(ends.nth(1)).toBeVisible();
  const before = await ends.count();
  await ends.first().click();
  await expect(ends).toHaveCount(before - 1);

  await office.getByRole('button', { name: '全部退出' }).click();
  await office
    .getByRole('dialog')
    .getByRole('button', { name: /确\s?定/ })
    .click();
  await expect(office.getByRole('heading', { name: '登录精运' })).toBeVisible();
  for (const page of [home, phone]) {
    await expect(async () => {
      await page.goto('/tickets');
      await expect(page).toHaveURL(/sign-in/, { timeout: 2_000 });
    }).toPass();
  }
});

test('guessing a password is locked, and says for how long', async ({ stranger, api, demo, mailTo }) => {
  const page = await stranger();
  const person = await makeColleague(await api('owner'), page.request, demo.url, mailTo, 'agent');
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await page.getByLabel('邮箱').fill(person.email);
  const alert = page.getByRole('alert');
  for (let guess = 0; guess < 6; guess++) {
    await page.getByLabel('密码').fill(`wrong guess number ${guess}`);
    const [answer] = await Promise.all([
      page.waitForResponse('**/api/v1/auth/sign-in'),
      page.getByLabel('密码').press('Enter'),
    ]);
    // The button turns while the answer is on its way, and takes nothing until it is still again.
    await expect(page.locator('button.ant-btn-loading')).toHaveCount(0);
    if (answer.status() === 429) break;
    expect(answer.status()).toBe(401);
  }
  await expect(alert).toContainText(/尝试次数过多，请在 \d+ 秒后重试/);
  // The right password does not help either while it is locked.
  await page.getByLabel('密码').fill(person.password);
  await Promise.all([page.waitForResponse('**/api/v1/auth/sign-in'), page.getByLabel('密码').press('Enter')]);
  await expect(alert).toContainText('尝试次数过多');
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeHidden();
});

test('a forgotten password is replaced by the link in the mail, once', async ({
  stranger,
  api,
  demo,
  mailTo,
}) => {
  const page = await stranger();
  const person = await makeColleague(await api('owner'), page.request, demo.url, mailTo, 'agent');
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await page.getByRole('link', { name: '忘记密码？' }).click();
  await expect(page.getByRole('heading', { name: '找回密码' })).toBeVisible();
  await page.getByLabel('邮箱').fill(person.email);
  await page.getByRole('button', { name: '发送链接' }).click();
  const { link } = await mailTo(person.email);
  await page.goto(link);
  await page.getByLabel('新密码').fill('another phrase of their own');
  await page.getByRole('button', { name: '保存新密码' }).click();
  await expect(page.getByText('密码已更新')).toBeVisible();

  await page.goto('/sign-in');
  await page.getByLabel('邮箱').fill(person.email);
  await page.getByLabel('密码').fill('another phrase of their own');
  await page.getByLabel('密码').press('Enter');
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible();

  await page.goto(link);
  await page.getByLabel('新密码').fill('a third phrase of their own');
  await page.getByRole('button', { name: '保存新密码' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
});

test('a second step is switched on, asked for at sign-in, passed by a backup code, and switched off', async ({
  stranger,
  api,
  demo,
  mailTo,
}) => {
  const page = await stranger();
  const person = await makeColleague(await api('owner'), page.request, demo.url, mailTo, 'agent');
  await page.goto('/settings/security');
  const password = async (name: string) => {
    await page.getByRole('button', { name, exact: true }).click();
    await page.getByRole('dialog').getByLabel('当前密码').fill(person.password);
    await page.keyboard.press('Enter');
  };
  await password('开启');
  const dialog = page.getByRole('dialog');
  const secret = ((await dialog.getByTestId('totp-secret').textContent()) ?? '').replace(/\s/g, '');
  await dialog.getByLabel('验证码').fill('000000');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('验证码不正确');
  await dialog.getByLabel('验证码').fill(codeOf(secret));
  await page.keyboard.press('Enter');
  const codes = (await dialog.locator('.mono span').allTextContents()).map((code) => code.trim());
  expect(codes.length).toBeGreaterThanOrEqual(8);
  await dialog.getByRole('button', { name: '我已保存' }).click();
  await expect(page.getByRole('button', { name: '重新生成备用码' })).toBeVisible();

  const other = await stranger();
  await other.goto('/sign-in?next=/tickets');
  await other.getByLabel('邮箱').fill(person.email);
  await other.getByLabel('密码').fill(person.password);
  await other.keyboard.press('Enter');
  await other.getByLabel('验证码').fill('123456');
  await other.keyboard.press('Enter');
  await expect(other.getByRole('alert')).toContainText('验证码不正确');
  await expect(other.getByLabel('验证码')).toHaveValue('');
  await other.getByRole('button', { name: '改用备用码' }).click();
  await other.getByLabel('备用码').fill(codes[0] ?? '');
  await other.keyboard.press('Enter');
  await expect(other).toHaveURL(/\/tickets$/);

  await password('关闭');
  await expect(page.getByRole('button', { name: '开启', exact: true })).toBeVisible();
});
