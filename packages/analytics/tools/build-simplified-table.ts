/**
 * Writes src/text/data/simplified-table.generated.ts: which character each traditional one is folded to.
 *
 * The pairs are those of the dictionaries of OpenCC (Apache License 2.0) as `opencc-js` carries them: regional
 * variants to standard traditional, then traditional to simplified. One character to one; phrases are left out,
 * for a text is folded to be compared, not to be shown.
 *
 *     node packages/analytics/tools/build-simplified-table.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as OpenCC from 'opencc-js/t2cn';

const converters = (['t', 'tw', 'hk'] as const).map((from) => OpenCC.Converter({ from, to: 'cn' }));
const standard = converters[0] as (text: string) => string;
const characters = Array.from({ length: 0x9fff - 0x3400 + 1 }, (_, i) => String.fromCharCode(0x3400 + i));
/** What some other character is folded to is simplified itself, whatever a regional variant may say: 么. */
const simplified = new Set(characters.map(standard).filter((one, i) => one !== characters[i]));
const target = join(import.meta.dirname, '../src/text/data/simplified-table.generated.ts');

/** The first of the converters that changes a character decides. */
function simplifiedOf(character: string): string {
  if (simplified.has(character)) return character;
  const changed = converters.map((convert) => convert(character));
  return changed.find((one) => one !== character && one.length === 1) ?? character;
}

let pairs = '';
for (const character of characters) {
  // To the end of the chain, so that folding twice is folding once.
  const chain = [character];
  for (let next = simplifiedOf(character); !chain.includes(next); next = simplifiedOf(next)) chain.push(next);
  const last = chain.at(-1) as string;
  if (last !== character) pairs += character + last;
}
writeFileSync(
  target,
  `/** Made by tools/build-simplified-table.ts from the dictionaries of OpenCC, Apache License 2.0: pairs of a character and its simplified form. */
export const SIMPLIFIED_PAIRS =
  '${pairs}';
`,
);
console.log(`${pairs.length / 2} pairs`);
