/**
 * `npm test`: every test, browser tests included. Closes with one line for people
 * and scripts: `N passed, N failed`.
 */
import { notePassed } from './passed-tree.ts';
import { runSteps } from './steps.ts';

const results = await runSteps(
  [
    { name: 'unit and database tests', command: 'npx vitest run --reporter=default' },
    { name: 'browser tests', command: 'npx playwright test --config e2e/playwright.config.ts' },
  ],
  1,
);

let passed = 0;
let failed = 0;
for (const { output, code } of results) {
  // vitest: "Tests  3 failed | 210 passed (213)"; Playwright: "  3 failed" and "  12 passed (1.2m)".
  const counts = /^\s*Tests\s.*$/m.exec(output)?.[0] ?? output.slice(-2_000);
  const count = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(counts)?.[1] ?? 0);
  passed += count('passed');
  failed += count('failed');
  if (code !== 0 && count('failed') === 0) failed += 1;
}
console.log(`\n${passed} passed, ${failed} failed`);
if (failed > 0 || passed === 0) process.exitCode = 1;
else notePassed();
