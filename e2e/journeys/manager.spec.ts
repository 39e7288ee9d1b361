import { readFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import { expect, test } from '../support/test.ts';

test('a number on the board opens into exactly the tickets behind it', async ({ as }) => {
  const page = await as('manager');
  // A month that is over: nobody adds to it while the test looks.
  await page.goto('/board?preset=lastMonth');
  const tile = page.getByRole('button', { name: /^新工单/ });
  await expect(tile).toBeVisible();
  const number = Number(/新工单\D*([\d,]+)/.exec((await tile.textContent()) ?? '')?.[1]?.replace(',', ''));
  expect(number).toBeGreaterThan(20);
  await expect(page.getByRole('button', { name: /^SLA 达成率/ })).toContainText(/\d%/);

  await tile.click();
  const drawer = page.getByRole('dialog', { name: '新工单' });
  await expect(drawer.getByRole('row').nth(1)).toBeVisible();
  const more = drawer.getByRole('button', { name: '加载更多' });
  const rows = drawer.locator('tbody').getByRole('row');
  while (await more.isVisible()) {
    const before = await rows.count();
    await more.click();
    await expect.poll(() => rows.count()).toBeGreaterThan(before);
  }
  await expect(rows).toHaveCount(number);
  await rows.first().getByRole('link').click();
  await expect(page).toHaveURL(/\/tickets\//);
});

test('the board is exported as a workbook with the numbers that it shows', async ({ as }) => {
  const page = await as('manager');
  await page.goto('/board?preset=lastMonth&by=team');
  await expect(page.getByRole('button', { name: /^新工单/ })).toBeVisible();
  await page.getByRole('button', { name: /导\s?出/ }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /XLSX/ }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await readFile(await download.path())).buffer as ArrayBuffer);
  const values = (workbook.worksheets[0]?.getSheetValues() ?? []) as unknown[][];
  const [headers = [], total = [], ...rows] = values.slice(1).map((row) => row.slice(1));

  const table = page.getByRole('table').last();
  const shown = await table
    .locator('tbody tr')
    .evaluateAll((lines) =>
      lines.map((line) => [...line.querySelectorAll('th, td')].map((cell) => cell.textContent?.trim() ?? '')),
    );
  const names = await table.locator('thead th').allTextContents();
  expect(rows.map((row) => row[0])).toEqual(shown.map((row) => row[0]));
  for (const name of ['新工单', '解决数', '投诉数', '已超时']) {
    const inFile = headers.findIndex((header) => String(header).startsWith(name));
    const onScreen = names.indexOf(name);
    expect(
      rows.map((row) => Number(row[inFile] ?? 0)),
      name,
    ).toEqual(shown.map((row) => Number(row[onScreen]?.replaceAll(',', ''))));
  }
  // Shares are shares in the file and per cent on the screen.
  const share = headers.findIndex((header) => String(header).startsWith('SLA 达成率'));
  const kept = /(\d+(\.\d+)?)%/.exec(
    (await page.getByRole('button', { name: /^SLA 达成率/ }).textContent()) ?? '',
  );
  expect(Number(total[share]) * 100).toBeCloseTo(Number(kept?.[1]), 0);
});
