/**
 * Checks the one-way rule with dependency-cruiser, after proving that the check
 * works: a violation is planted and must be found, and the number of modules read
 * must be plausible (a parser that reads nothing also finds nothing).
 */
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const options = await extractDepcruiseOptions('./.dependency-cruiser.cjs');
const tsConfig = extractTSConfig('./tsconfig.json');

const canary = 'apps/server/src/platform/canary.ts';
writeFileSync(
  canary,
  "import { ticketsModule } from '../modules/tickets/index.ts';\nexport const planted = ticketsModule;\n",
);
try {
  const { summary } = await look([canary]);
  if (!summary.violations.some((violation) => violation.rule.name === 'platform-below-modules')) {
    throw new Error('The planted violation was not found: the boundary check does not work.');
  }
} finally {
  rmSync(canary);
}

const { summary } = await look(['apps', 'packages', 'bench', 'tools', 'e2e']);
for (const { rule, from, to } of summary.violations) {
  const why =
    (options.ruleSet?.forbidden ?? []).find((forbidden) => forbidden.name === rule.name)?.comment ?? '';
  console.error(`${from} → ${to}\n    ${rule.name}: ${why}`);
}
console.log(`${summary.totalCruised} modules, ${summary.violations.length} boundary violations`);
if (summary.totalCruised < 200) throw new Error('Too few modules were read for the check to mean anything.');
if (summary.violations.length > 0) process.exitCode = 1;

async function look(places: string[]): Promise<ICruiseResult> {
  const { output } = await cruise(places, { ...options, validate: true }, undefined, { tsConfig });
  return output as ICruiseResult;
}
