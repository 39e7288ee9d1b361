import fc from 'fast-check';
import type { Traces } from '../distinct-traces.ts';
import { activity, block, type ProcessTree, silent } from './process-tree.ts';

/** A log of these cases, each a string of one letter an event. */
export function logOf(...cases: readonly string[]): Traces {
  const activities = [...new Set(cases.join(''))];
  const caseStart = new Int32Array(cases.length + 1);
  for (const [i, one] of cases.entries()) caseStart[i + 1] = (caseStart[i] as number) + one.length;
  return {
    activities,
    caseStart,
    activity: Int32Array.from(cases.join(''), (name) => activities.indexOf(name)),
  };
}

/** Random trees of one-letter activities; `leaves` may repeat. */
export function randomTree(leaves: fc.Arbitrary<ProcessTree>): fc.Arbitrary<ProcessTree> {
  const { tree } = fc.letrec<{ tree: ProcessTree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaves,
      fc
        .tuple(
          fc.constantFrom('sequence', 'choice', 'parallel', 'loop'),
          fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
        )
        .map(([kind, children]) => block(kind, ...children)),
    ),
  }));
  return tree;
}

/** Letters with repetition, and silent steps. */
export const someLeaf: fc.Arbitrary<ProcessTree> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'b', 'c', 'd').map(activity) },
  { weight: 1, arbitrary: fc.constant(silent) },
);

/** The same tree with a letter of its own for each activity. */
export function withOwnLetters(tree: ProcessTree): ProcessTree {
  let next = 0;
  const rename = (node: ProcessTree): ProcessTree => {
    if (node.kind === 'silent') return node;
    if (node.kind === 'activity') return activity(String.fromCharCode(97 + next++));
    return block(node.kind, ...node.children.map(rename));
  };
  return rename(tree);
}

/** Everything a tree allows with at most `rounds` repetitions of each loop; null if that is more than `most` words. */
export function languageOf(tree: ProcessTree, rounds: number, most = 2000): string[] | null {
  if (tree.kind === 'silent') return [''];
  if (tree.kind === 'activity') return [tree.label];
  const languages = tree.children.map((child) => languageOf(child, rounds, most));
  if (languages.some((language) => language === null)) return null;
  const [first = [], ...rest] = languages as string[][];
  if (tree.kind === 'choice') return limited([...first, ...rest.flat()], most);
  if (tree.kind !== 'loop') {
    return rest.reduce<string[] | null>(
      (words, next) => words && product(words, next, tree.kind === 'parallel', most),
      first,
    );
  }
  let all: string[] | null = first;
  let once: string[] | null = first;
  for (let round = 0; round < rounds && all && once; round++) {
    const again = product(once, rest.flat(), false, most);
    once = again && product(again, first, false, most);
    all = once && limited([...all, ...once], most);
  }
  return all;
}

function product(left: string[], right: string[], isShuffle: boolean, most: number): string[] | null {
  const words = new Set<string>();
  for (const a of left) {
    for (const b of right) {
      for (const word of isShuffle ? shuffle(a, b) : [a + b]) words.add(word);
      if (words.size > most) return null;
    }
  }
  return [...words];
}

function shuffle(a: string, b: string): string[] {
  if (a === '' || b === '') return [a + b];
  return [
    ...shuffle(a.slice(1), b).map((rest) => a[0] + rest),
    ...shuffle(a, b.slice(1)).map((rest) => b[0] + rest),
  ];
}

function limited(words: readonly string[], most: number): string[] | null {
  const distinct = [...new Set(words)];
  return distinct.length > most ? null : distinct;
}
