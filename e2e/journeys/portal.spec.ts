import { expect, test, unique } from '../support/test.ts';

const phone = { viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true };

test('a customer opens a ticket on a phone, follows the mailed link, and staff answer', async ({
  stranger,
  as,
  mailTo,
}) => {
  const subject = unique('洗衣机漏水');
  const email = `${unique('customer').replace(/\W+/g, '-')}@example.com`;
  const page = await stranger(phone);
  await page.goto('/portal');
  await expect(page.getByRole('heading', { name: '有什么可以帮您？' })).toBeVisible();

  // Sent too early, it says what is missing, and puts the finger on it.
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByLabel('一句话说明')).toBeFocused();
  await page.getByRole('radio', { name: '售后' }).check();
  await page.getByLabel('一句话说明').fill(subject);
  await page.getByLabel('详细情况').fill('脱水时从底部漏水，请上门看看。');
  await page.getByLabel('您的称呼').fill('李女士');
  await page.getByLabel('邮箱').fill(email);
  await page.locator('input[type=file]').setInputFiles({
    name: '漏水.png',
    mimeType: 'image/png',
    buffer: Buffer.from('89504e470d0a1a0a0000', 'hex'),
  });
  await expect(page.getByRole('button', { name: '移除 漏水.png' })).toBeVisible();
  // Nothing runs out of the narrow screen.
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375);
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByRole('heading', { name: '已收到您的请求' })).toBeVisible();

  const mail = await mailTo(email);
  expect(mail.subject).toContain(subject);
  await page.goto(mail.link);
  await expect(page.getByRole('heading', { name: subject })).toBeVisible();
  await expect(page.getByText('已收到', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: '下载 漏水.png' })).toBeVisible();
  await page.getByLabel('补充或回复').fill('补充：是去年买的。');
  await page.getByRole('button', { name: '发送' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: '补充：是去年买的。' })).toBeVisible();

  const staff = await as('manager');
  await staff.goto(`/tickets?q=${encodeURIComponent(subject)}`);
  await staff.getByRole('row', { name: subject }).getByText(subject).click();
  await expect(staff.getByText('补充：是去年买的。')).toBeVisible();
  await staff.getByRole('textbox', { name: '公开回复' }).fill('已安排师傅明天上午上门。');
  await staff.getByRole('button', { name: /^(send )?发送$/ }).click();
  await expect(
    staff.getByRole('region', { name: '往来' }).getByText('已安排师傅明天上午上门。'),
  ).toBeVisible();

  const answered = await mailTo(email);
  await page.goto('about:blank');
  await page.goto(answered.link);
  await expect(page.getByText('已安排师傅明天上午上门。')).toBeVisible();
  await page.getByRole('button', { name: '问题已解决' }).click();
  await expect(page.getByText('已解决', { exact: true })).toBeVisible();
  await expect(staff.getByText('已解决').first()).toBeVisible();
});

test('a forged link opens nothing and says how to get a good one', async ({ stranger }) => {
  const page = await stranger(phone);
  await page.goto(`/portal/ticket#${'A'.repeat(75)}`);
  await expect(page.getByRole('alert')).toContainText('该链接无效');
  await expect(page.getByRole('heading', { name: '索取查看链接' })).toBeVisible();
});
