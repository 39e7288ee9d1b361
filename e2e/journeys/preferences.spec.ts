import { makeColleague } from '../support/colleague.ts';
import { expect, signIn, test } from '../support/test.ts';

test('the language is changed without leaving the page, and stays', async ({
  stranger,
  api,
  demo,
  mailTo,
}) => {
  // The choice is kept with the person: nobody else's tests should find the console in another language.
  const page = await stranger();
  const person = await makeColleague(await api('owner'), page.request, demo.url, mailTo, 'agent');
  await signIn(page.request, person.email, person.password);
  await page.goto('/tickets');
  const menu = (name: string) => page.getByRole('button', { name });
  await menu('语言：简体中文').click();
  await page.getByRole('menuitem', { name: '繁體中文' }).click();
  await expect(page.getByRole('heading', { name: '工單', exact: true })).toBeVisible();
  await menu('語言：繁體中文').click();
  await page.getByRole('menuitem', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Tickets', exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Tickets', exact: true })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  // Errors come from the server, in the reader's language, too.
  await page.goto('/tickets/00000000-0000-4000-8000-000000000000');
  await expect(page.getByText('The record was not found')).toBeVisible();
});

test('the dark appearance is chosen, stays, and follows the system when asked to', async ({ as }) => {
  const page = await as('agent', { colorScheme: 'dark' });
  await page.goto('/');
  const root = page.locator('html');
  const choose = async (name: string) => {
    await page.getByRole('button', { name: '外观' }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await choose('浅色');
  await expect(root).toHaveAttribute('data-theme', 'light');
  await page.reload();
  await expect(root).toHaveAttribute('data-theme', 'light');
  await choose('跟随系统');
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(root).toHaveAttribute('data-theme', 'light');
});
