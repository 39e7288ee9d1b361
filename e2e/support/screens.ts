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

/** The open ticket with the longest conversation: what an agent really looks at. */
const ticket: Screen = {
  name: 'ticket',
  open: async (page, api) => {
    const { data } = await api.get<{ data: { id: string; replies: number }[] }>(
      'tickets?status=open,pendingCustomer&limit=50',
    );
    const [longest] = [...data].sort((a, b) => b.replies - a.replies);
    await page.goto(`/tickets/${longest?.id}`);
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

export const screens: readonly Screen[] = [
  at('home', '/'),
  at('tickets', '/tickets?status=new,open,pendingCustomer,onHold&sort=due'),
  ticket,
  at('board', '/board?preset=90d'),
  at('analysis', '/analysis?preset=90d'),
  customer,
  at('people', '/people'),
  at('imports', '/imports'),
  at('sla', '/settings/sla'),
  at('automations', '/settings/automations'),
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
