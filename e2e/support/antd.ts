import { expect, type Locator, type Page } from '@playwright/test';

/** An option of the select that is open: lists are drawn in layers of their own, and closed ones linger. */
export function option(page: Page, words: string | RegExp): Locator {
  return page
    .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
    .filter({ hasText: words })
    .first();
}

/** Opens a select and chooses. */
export async function choose(page: Page, select: Locator, words: string | RegExp): Promise<void> {
  await select.click();
  await option(page, words).click();
}

/** The select around a control found by its label. */
export function selectBy(page: Page, label: string): Locator {
  return page.locator('.ant-select', { has: page.getByLabel(label, { exact: true }) });
}

/** The control of a property in the panel beside a ticket. */
export function property(page: Page, name: string): Locator {
  return page.getByRole('group', { name, exact: true }).locator('.ant-select').first();
}

/** Waits for the message that appears at the top after something was done, and for its words. */
export async function expectToast(page: Page, words: string | RegExp): Promise<void> {
  await expect(page.locator('.ant-message-notice').filter({ hasText: words }).first()).toBeVisible();
}
