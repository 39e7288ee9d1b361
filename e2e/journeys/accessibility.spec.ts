import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { moreScreens, screens } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

/** What axe calls serious or critical, one line each with where it is. */
async function seriousViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes
        .slice(0, 5)
        .map((node) => `${id} (${help}): ${node.target.join(' ')} — ${node.html.slice(0, 160)}`),
    );
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the main screens have no serious accessibility violation, ${colorScheme}`, async ({ as, api }) => {
    test.setTimeout(300_000);
    const owner = await api('owner');
    const page = await as('owner', { colorScheme });
    for (const screen of [...screens, ...moreScreens]) {
      await screen.open(page, owner);
      expect.soft(await seriousViolations(page), `${screen.name}, ${colorScheme}`).toEqual([]);
    }
  });

  test(`sign-in and portal have no serious accessibility violation, ${colorScheme}`, async ({ stranger }) => {
    const page = await stranger({ colorScheme, viewport: { width: 375, height: 812 } });
    for (const path of ['/sign-in', '/portal', '/portal/link']) {
      await page.goto(path);
      await expect(page.getByRole('heading').first()).toBeVisible();
      expect.soft(await seriousViolations(page), `${path}, ${colorScheme}`).toEqual([]);
    }
  });
}
