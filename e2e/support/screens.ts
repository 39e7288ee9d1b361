import { expect, type Page } from '@playwright/test';
import type { Api } from './test.ts';

/** One of the ten main screens: how to get there, and what shows that it is there whole. */
export interface Screen {
  name: string;
  open: (page: Page, api: Pick<Api, 'get'>) => Promise<void>;
}

const at = (name: string, path: string): Screen => ({
  name,
  open: async (page) => {
    await page.goto(path);
    await settled(page);
  },
});

/** A customer's ticket with a conversation, an open one if there is any: what an agent really looks at. */
const ticket: Screen = {
  name: 'ticket',
  open: async (page, api) => {
    const list = (status: string) =>
      api.get<{ data: { id: string; replies: number; customerId: string | null }[] }>(
        `tickets?status=${status}&limit=100`,
      );
    const found = [...(await list('open,pendingCustomer')).data, ...(await list('onHold,solved')).data];
    const talked = found.filter(({ customerId, replies }) => customerId !== null && replies > 1);
    await page.goto(`/tickets/${(talked[0] ?? found[0])?.id}`);
    await expect(page.getByRole('textbox').last()).toBeVisible();
    await settled(page);
  },
};

const customer: Screen = {
  name: 'customer',
  open: async (page, api) => {
    const { data } = await api.get<{ data: { customerId: string | null }[] }>(
      'tickets?sort=-created&limit=50',
    );
    const tickets = new Map<string, number>();
    for (const { customerId } of data) {
      if (customerId !== null) tickets.set(customerId, (tickets.get(customerId) ?? 0) + 1);
    }
    const [best] = [...tickets].sort((a, b) => b[1] - a[1]);
    await page.goto(`/customers/${best?.[0]}`);
    await settled(page);
  },
};

/** A file that was just brought: what its columns mean is proposed. */
const importFile: Screen = {
  name: 'import',
  open: async (page) => {
    await page.goto('/imports');
    await settled(page);
    await page.locator('input[type=file]').setInputFiles({
      name: '2025-service-log.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(exampleCsv, 'utf8'),
    });
    await expect(page).toHaveURL(/\/imports\/./);
    await settled(page);
  },
};

const exampleCsv = [
  '工单号,标题,状态,优先级,分类,创建时间,首次响应,解决时间,客户姓名,手机',
  'S-10233,冰箱冷藏室结冰,已关闭,高,冰箱维修,2025-03-02 09:30,2025-03-02 09:48,2025-03-03 15:10,周女士,17000000101',
  'S-10234,发票抬头有误,已解决,普通,发票,2025-03-02 10:15,2025-03-02 11:02,2025-03-02 16:40,吴先生,17000000102',
  'S-10235,预约空调清洗,已关闭,低,上门服务,2025-03-02 10:40,2025-03-02 10:44,2025-03-05 12:00,郑先生,17000000103',
  'S-10236,洗衣机脱水异响,处理中,高,洗衣机维修,2025-03-02 11:05,2025-03-02 11:30,,孙女士,17000000104',
  'S-10237,送货延误两次,已关闭,紧急,物流投诉,2025-03-02 13:20,2025-03-02 13:26,2025-03-02 18:55,李先生,17000000105',
].join('\r\n');

/** The first record of a settings page, opened. */
const editor = (name: string, path: string): Screen => ({
  name,
  open: async (page) => {
    await page.goto(path);
    await settled(page);
    await page
      .getByRole('button', { name: /^(编辑|Edit)$/ })
      .first()
      .click();
    await settled(page);
  },
});

const calendarEditor = editor('calendar', '/settings/calendars');
/** The calendar of the company, turned to October: holidays and make-up workdays side by side. */
const calendar: Screen = {
  name: 'calendar',
  open: async (page, api) => {
    await calendarEditor.open(page, api);
    const october = page.getByText(/^(2\d{3}年10月|October 2\d{3})$/);
    for (let month = 0; month < 12 && !(await october.isVisible()); month++) {
      await page.getByRole('button', { name: /^(上个月|Previous month)$/ }).click();
    }
    await expect(october).toBeVisible();
  },
};

export const screens: readonly Screen[] = [
  at('home', '/'),
  at('tickets', '/tickets'),
  ticket,
  at('board', '/board?preset=90d'),
  at('analysis', '/analysis?metric=tickets.resolutionTime&preset=90d&grain=week&breakdown=team'),
  customer,
  at('people', '/people'),
  importFile,
  editor('sla', '/settings/sla'),
  calendar,
];

/** A part of the demo's first survey with answers. */
const survey = (name: string, tab: string): Screen => ({
  name,
  open: async (page, api) => {
    const { data } = await api.get<{ data: { id: string; counts: { answered: number } }[] }>('surveys');
    await page.goto(`/surveys/${data.find(({ counts }) => counts.answered > 0)?.id}${tab}`);
    await settled(page);
  },
});

/** A part of the first procedure. */
const procedure = (name: string, part: string): Screen => ({
  name,
  open: async (page, api) => {
    const { data } = await api.get<{
      data: { id: string; open: { versionId: string; status: string } | null }[];
    }>('procedures');
    const { id, open } = data.find((one) => one.open?.status === 'draft') ?? data[0]!;
    await page.goto(`/procedures/${id}${part.replace(':draft', open?.versionId ?? '')}`);
    await settled(page);
  },
});

/** A part of the demo's improvement that is closed: it has everything. */
const improvement = (name: string, part: string): Screen => ({
  name,
  open: async (page, api) => {
    const { data } = await api.get<{ data: { id: string }[] }>('improvements?stage=closed');
    await page.goto(`/improvements/${data[0]?.id}${part}`);
    await settled(page);
  },
});

/** What an improvement came from and what came of it. */
const thread: Screen = {
  name: 'thread',
  open: async (page, api) => {
    const { data } = await api.get<{ data: { id: string }[] }>('improvements?stage=closed');
    await page.goto(`/threads/improvement/${data[0]?.id}`);
    await settled(page);
  },
};

/** A part of a course that can be taken. */
const course = (name: string, part: string): Screen => ({
  name,
  open: async (page, api) => {
    const { data } = await api.get<{ data: { id: string }[] }>('training/courses?status=ready');
    await page.goto(`/training/courses/${data[0]?.id}${part}`);
    await settled(page);
  },
});

/** Further screens that are looked at for accessibility. */
export const moreScreens: readonly Screen[] = [
  at('due', '/tickets?status=new,open,pendingCustomer,onHold&sort=due'),
  at('customers', '/customers'),
  at('surveys', '/surveys'),
  survey('survey results', '?days=all'),
  survey('survey answers', '/answers?days=all'),
  survey('survey questions', '/questions'),
  survey('survey sending', '/sending'),
  at('improvements', '/improvements'),
  at('improvements as a board', '/improvements?view=board'),
  at('improvements as a calendar', '/improvements?view=calendar'),
  improvement('improvement plan', '/plan'),
  improvement('improvement causes', '/causes'),
  improvement('improvement countermeasures', '/measures'),
  improvement('improvement check', '/check'),
  improvement('improvement report', '/a3'),
  thread,
  at('tour', '/tour'),
  at('procedures', '/procedures'),
  procedure('procedure', ''),
  procedure('procedure versions', '/versions'),
  procedure('procedure settings', '/settings'),
  procedure('procedure editor', '/edit/:draft'),
  at('training courses', '/training/courses'),
  at('training progress', '/training/progress'),
  at('question bank', '/training/questions'),
  course('course', '/progress'),
  course('course lesson', '/lesson'),
  course('course quiz', '/quiz'),
  at('roles', '/people/roles'),
  at('automations', '/settings/automations'),
  at('macros', '/settings/macros'),
  at('security', '/settings/security'),
  at('jobs', '/jobs'),
];

/** Nothing loads any more: no skeletons, no busy marks, fonts there. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('main h1, main [role="heading"]').first()).toBeVisible();
  await expect(
    page.locator('.ant-skeleton-active, .ant-spin-spinning, [role="progressbar"]:visible'),
  ).toHaveCount(0);
  await page.waitForLoadState('load');
  await page.evaluate('document.fonts.ready.then(() => undefined)');
}
