/**
 * `npm run check`: everything that must hold before a change lands. The checks that
 * need no database run two at a time; then the tests.
 */
import { hasPassed } from './passed-tree.ts';
import { runSteps } from './steps.ts';

const still = await runSteps(
  [
    { name: 'format and lint', command: 'npx biome ci --error-on-warnings .' },
    { name: 'types: server, packages, tools', command: 'npx tsc -p tsconfig.json' },
    { name: 'types: web', command: 'npx tsc -p apps/web/tsconfig.json' },
    { name: 'boundaries', command: 'npm run -s boundaries' },
    { name: 'database types up to date', command: 'npm run -s generate:db -- --check' },
    { name: 'OpenAPI document and client up to date', command: 'npm run -s generate:api -- --check' },
    { name: 'words in three languages', command: 'npm run -s words:check -w apps/web' },
    { name: 'reference pages up to date', command: 'npm run -s generate:docs -- --check' },
    { name: 'weight of the web client', command: 'npm run -s size -w apps/web' },
  ],
  2,
);
// `npm test` just before on the same commit counts: continuous integration runs both commands.
const tests = hasPassed() ? [] : await runSteps([{ name: 'tests', command: 'npm test' }], 1);
const failed = [...still, ...tests].filter((result) => result.code !== 0);
console.log(`\n${still.length + tests.length - failed.length} passed, ${failed.length} failed`);
if (failed.length > 0) {
  console.log(`Failed: ${failed.map((result) => result.step.name).join('; ')}`);
  process.exitCode = 1;
}
