import { makeDataDir, startServer, type TestServer } from '../support/server.ts';
import { expect, test } from '../support/test.ts';

let server: TestServer;
test.beforeAll(async () => {
  server = await startServer(await makeDataDir());
});
test.afterAll(() => server?.stop());

test('an empty installation is set up, and its owner signs out and in again', async ({ stranger }) => {
  const page = await stranger({ baseURL: server.url });
  await page.goto('/');
  await expect(page.getByRole('heading', { name: '欢迎使用精运' })).toBeVisible();
  await page.getByLabel('组织名称').fill('云海家电');
  await page.getByLabel('您的姓名').fill('王小明');
  await page.getByLabel('登录邮箱').fill('owner@yunhai.example');
  await page.getByLabel('密码', { exact: true }).fill('correct horse battery staple');
  await page.getByRole('button', { name: '完成设置' }).click();

  const nav = page.getByRole('navigation', { name: '主导航' });
  await expect(nav.getByRole('link', { name: '首页' })).toBeVisible();
  await nav.getByRole('link', { name: '工单' }).click();
  await expect(page.getByText('还没有工单')).toBeVisible();
  await expect(page.getByRole('button', { name: '导入历史工单' })).toBeVisible();

  await page.getByRole('button', { name: '用户菜单' }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await expect(page.getByRole('heading', { name: '登录精运' })).toBeVisible();
  await page.getByLabel('邮箱').fill('owner@yunhai.example');
  await page.getByLabel('密码').fill('correct horse battery staple');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(nav).toBeVisible();

  // Set up once: the page is gone for good.
  await page.goto('/set-up');
  await expect(page.getByRole('heading', { name: '欢迎使用精运' })).toBeHidden();
});
