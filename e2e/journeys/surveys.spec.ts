import { expect, test, unique } from '../support/test.ts';

test('a survey is made, published and answered on a phone without script; its bad score is followed up', async ({
  as,
  api,
  stranger,
}) => {
  const page = await as('manager');
  await page.goto('/surveys');
  await page.getByRole('button', { name: '新建问卷' }).click();
  const dialog = page.getByRole('dialog', { name: '新建问卷' });
  await dialog.getByLabel('名称').fill('门店满意度');
  await dialog.getByRole('button', { name: /新\s?建/ }).click();

  await expect(page).toHaveURL(/\/surveys\/[^/]+\/questions/);
  await page.getByRole('switch', { name: '低分回访' }).click();
  await page.getByRole('button', { name: '保存草稿' }).click();
  await expect(page.getByRole('button', { name: '保存草稿' })).toBeDisabled();
  await page.getByRole('button', { name: /^发\s?布$/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /确\s?定/ })
    .click();
  await expect(page.getByText('第 1 版')).toBeVisible();

  await page.getByRole('tab', { name: '发送' }).click();
  await page.getByLabel('名称，如“门店服务台”').fill('前台');
  await page.getByRole('button', { name: '新建链接' }).click();
  await expect(page.getByRole('img', { name: '前台 的二维码' })).toBeVisible();
  const url =
    (await page
      .getByText(/\/s\/[\w-]{60,}/)
      .last()
      .textContent()) ?? '';

  const phone = await stranger({
    javaScriptEnabled: false,
    locale: 'zh-CN',
    viewport: { width: 375, height: 700 },
  });
  await phone.goto(url);
  await phone.getByRole('button', { name: '提交' }).click();
  await expect(phone.getByText('请回答此题。')).toBeVisible();
  await phone.getByRole('radio', { name: '2' }).check({ force: true });
  await phone.getByRole('textbox').fill('排队太久');
  await phone.getByRole('button', { name: '提交' }).click();
  await expect(phone.getByRole('heading', { name: '感谢您的反馈' })).toBeVisible();

  await page.getByRole('tab', { name: '回答', exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: '排队太久' });
  await expect(row).toBeVisible();
  await row.getByRole('link', { name: /^#\d+$/ }).click();
  await expect(page.getByText('低分回访：门店满意度（2 分）').first()).toBeVisible();
  const list = await (await api('manager')).get<{ data: { name: string; counts: { open: number } }[] }>(
    'surveys',
  );
  expect(list.data.find(({ name }) => name === '门店满意度')?.counts.open).toBe(1);
});

test('the page of a link hides what does not apply, keeps answers on the way, and takes one answer; the ticket shows it', async ({
  as,
  api,
  stranger,
}) => {
  const manager = await api('manager');
  const surveys = await manager.get<{ data: { id: string; name: string }[] }>('surveys');
  const demo = surveys.data.find(({ name }) => name === '售后服务满意度')!;
  // A customer of its own: nobody is asked twice within the cap, and other tests solve tickets, too.
  const requester = { name: '钱女士', email: `${unique('qian').replaceAll(' ', '-')}@example.com` };
  const { id } = await manager.newTicket({ requester });
  const made = await manager.post<{ url: string }>(`surveys/${demo.id}/invitations`, {
    ticketId: id,
    by: 'link',
  });
  const page = await stranger({ locale: 'en-GB' });
  await page.goto(`${made.url}?lang=en&score=2`);
  await expect(page.getByText('You chose 2 in the mail.')).toBeVisible();
  await expect(page.getByText('What was not good?')).toBeVisible();
  await page
    .getByRole('group', { name: /How satisfied/ })
    .getByRole('radio', { name: '5' })
    .check({ force: true });
  await expect(page.getByText('What was not good?')).toBeHidden();
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/survey-form/partial') && answer.ok());
  await page.getByRole('textbox').fill('Quick and kind');
  await kept;
  await page.goto(`${made.url}?lang=en`);
  await expect(page.getByRole('textbox')).toHaveValue('Quick and kind');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible();
  await page.goto(made.url);
  await expect(page.getByRole('heading', { name: 'Answered already' })).toBeVisible();

  const desk = await as('manager');
  await desk.goto(`/tickets/${id}`);
  await expect(desk.getByText('Quick and kind')).toBeVisible();
  await expect(desk.getByText('5 / 5')).toBeVisible();
  const ask = async () => {
    await desk.getByRole('button', { name: '发送问卷' }).click();
    const dialog = desk.getByRole('dialog', { name: '发送问卷' });
    await dialog.getByRole('combobox', { name: '问卷' }).fill('售后');
    await desk
      .getByRole('option', { name: '售后服务满意度' })
      .or(desk.getByTitle('售后服务满意度'))
      .last()
      .click();
    await dialog.getByRole('button', { name: '生成链接' }).click();
    return dialog;
  };
  const second = await ask();
  await expect(second.getByText(/\/s\/[\w-]{60,}/)).toBeVisible();
  await second.getByRole('button', { name: '关闭' }).last().click();
  await expect(desk.getByText('待回答')).toBeVisible();
  const third = await ask();
  await expect(third.getByText('未发送：该客户近期已被邀请多次。')).toBeVisible();
});

test('results show the score with its interval, and open by team', async ({ as }) => {
  const page = await as('manager');
  await page.goto('/surveys');
  await page.getByRole('link', { name: '售后服务满意度' }).click();
  await expect(page).toHaveURL(/\/surveys\/.+/);
  await page.goto(`${new URL(page.url()).pathname}?days=all`);
  await expect(page.getByText(/95% 区间 \d+(\.\d)?% – \d+(\.\d)?%/).first()).toBeVisible();
  await expect(page.getByRole('cell', { name: '安装调度一组' })).toBeVisible();
});
