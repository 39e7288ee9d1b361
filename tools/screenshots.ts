/**
 * `npm run screenshots`: the ten main screens of a demo organisation into docs/screenshots/, in simplified
 * Chinese and light, in English and dark, and what is used on a phone. The demo has a fixed seed and ends at the
 * last full hour, as a working service would.
 */
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test';
import { buildWeb } from '../e2e/support/build-web.ts';
import { root } from '../e2e/support/paths.ts';
import { launchOptions, prepareBrowser } from '../e2e/support/prepare-browser.ts';
import { type Screen, screens } from '../e2e/support/screens.ts';
import { makeDataDir, runCli, startServer } from '../e2e/support/server.ts';

const folder = join(root, 'docs', 'screenshots');
const password = 'a phrase for the screenshots';
const limitBytes = 4 * 1024 * 1024;

const looks = [
  { suffix: 'zh-CN', locale: 'zh-CN', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { suffix: 'en-dark', locale: 'en', colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
] as const;
const phone = { viewport: { width: 375, height: 812 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
/** What staff do away from their desks. */
const onThePhone = ['home', 'tickets', 'ticket'];

const dataDir = await makeDataDir();
await Promise.all([prepareBrowser(), buildWeb()]);
await runCli(dataDir, ['demo', '--tickets', '6000', '--seed', '11', '--password', password]);
const server = await startServer(dataDir);
try {
  const browser = await chromium.launch(launchOptions());
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const { suffix, ...look } of looks) {
    const page = await signedIn(browser, look);
    for (const screen of screens) await shoot(page, screen, `${screen.name}.${suffix}.png`);
    await page.context().close();
  }
  const page = await signedIn(browser, { ...phone, locale: 'zh-CN', colorScheme: 'light' });
  for (const screen of screens) {
    if (onThePhone.includes(screen.name)) await shoot(page, screen, `${screen.name}.phone.png`);
  }
  await page.context().close();
  await shootPortal(browser);
  await browser.close();
} finally {
  await server.stop();
}
await checkWeight();

async function signedIn(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({
    baseURL: server.url,
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const answer = await page.request.post('/api/v1/auth/sign-in', {
    data: { email: 'manager@haiyue.example', password },
  });
  if (!answer.ok()) throw new Error(`Not signed in: ${await answer.text()}`);
  const profile = await page.request.get('/api/v1/me');
  const changed = await page.request.patch('/api/v1/me', {
    data: { locale: options.locale },
    headers: { 'if-match': profile.headers()['etag'] ?? '' },
  });
  if (!changed.ok()) throw new Error(`The language was not changed: ${await changed.text()}`);
  return page;
}

async function shoot(page: Page, screen: Screen, name: string): Promise<void> {
  const get = async <Body>(path: string) =>
    (await (await page.request.get(`/api/v1/${path}`)).json()) as Body;
  await screen.open(page, { get });
  await save(page, name);
}

/** The customers' pages, with a ticket that was really opened there. */
async function shootPortal(browser: Browser): Promise<void> {
  const context = await browser.newContext({
    baseURL: server.url,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    ...phone,
  });
  const page = await context.newPage();
  await page.goto('/portal');
  await page.getByLabel('一句话说明').waitFor();
  await save(page, 'portal.phone.png');
  const answer = await page.request.post('/api/v1/portal/tickets', {
    data: {
      name: '李女士',
      phone: '13800138000',
      kind: 'afterSales',
      subject: '洗衣机脱水时漏水',
      text: '去年双十一买的，昨天开始脱水时从底部漏水，麻烦安排师傅上门看看。',
    },
  });
  const { token, number } = (await answer.json()) as { token: string; number: number };
  await answerAsStaff(browser, number);
  await page.goto(`/portal/ticket#${token}`);
  await page.getByRole('heading', { name: '洗衣机脱水时漏水' }).waitFor();
  await save(page, 'portal-ticket.phone.png');
  await context.close();
}

async function answerAsStaff(browser: Browser, number: number): Promise<void> {
  const { request } = await signedIn(browser, { locale: 'zh-CN' });
  const found = await request.get(`/api/v1/tickets?q=${number}`);
  const { data } = (await found.json()) as { data: { id: string; number: number }[] };
  const ticket = data.find((one) => one.number === number);
  const text =
    '您好，给您添麻烦了。师傅明天上午 9 点到 11 点上门检查，届时会先与您电话联系。请先关闭进水阀。';
  await request.post(`/api/v1/tickets/${ticket?.id}/replies`, { data: { text, status: 'open' } });
}

async function save(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  await writeFile(join(folder, name), png);
  console.log(name);
}

async function checkWeight(): Promise<void> {
  let total = 0;
  for (const name of await readdir(folder)) total += (await stat(join(folder, name))).size;
  console.log(`${(total / 1024 / 1024).toFixed(2)} MB`);
  if (total > limitBytes) {
    console.error(
      `docs/screenshots/ may weigh ${limitBytes / 1024 / 1024} MB: take fewer or smaller pictures.`,
    );
    process.exitCode = 1;
  }
}
