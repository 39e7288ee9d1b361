import { expect, type Locator, type Page } from '@playwright/test';

/** Chooses an option of a select, found by the group or label it stands under. */
export async function choose(page: Page, select: Locator, option: string | RegExp): Promise<void> {
  await select.click();
  // Options are drawn in a layer of their own; only the one that is open counts.
  const list = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)');
  await list.locator('.ant-select-item-option', { hasText: option }).first().click();
}

/** The control of a property in the panel beside a ticket. */
export function property(page: Page, name: string): Locator {
  return page.getByRole('group', { name, exact: true }).locator('.ant-select').first();
}

/** Waits for the message that appears at the top after something was done, and for its words. */
export async function expectToast(page: Page, words: string | RegExp): Promise<void> {
  await expect(page.locator('.ant-message-notice').filter({ hasText: words }).first()).toBeVisible();
}
