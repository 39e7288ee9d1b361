import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignLog } from '../conformance/align-log.ts';
import { printProcessTree } from '../models/print-process-tree.ts';
import { activity, block, type ProcessTree } from '../models/process-tree.ts';
import { reduceProcessTree } from '../models/reduce-process-tree.ts';
import { languageOf, logOf, randomTree, withOwnLetters } from '../models/trees.testing.ts';
import { inductiveMiner } from './inductive-miner.ts';

const mined = (cases: readonly string[], noise = 0) =>
  printProcessTree(inductiveMiner(logOf(...cases), { noise }));
const times = (count: number, one: string) => new Array<string>(count).fill(one);

describe('inductiveMiner', () => {
  it('finds the tree of the textbook log', () => {
    // van der Aalst, Process Mining (2016), table 2.2, as L1 of chapter 6 with its loop.
    const log = logOf('abdeh', 'adceg', 'acdefbdeh', 'adbeh', 'acdefdcefcdeh', 'acdeg');
    expect(printProcessTree(inductiveMiner(log))).toBe(
      "->( 'a', *( ->( +( X( 'b', 'c' ), 'd' ), 'e' ), 'f' ), X( 'g', 'h' ) )",
    );
  });

  it.each([
    ['nothing', [], 'tau'],
    ['cases without events', ['', ''], 'tau'],
    ['one activity', ['a', 'a'], "'a'"],
    ['one activity, repeated', ['a', 'aaa'], "*( 'a', tau )"],
    ['a skipped step', ['abc', 'ac'], "->( 'a', X( 'b', tau ), 'c' )"],
    ['steps that can only be skipped together', ['abcd', 'ad'], "->( 'a', X( ->( 'b', 'c' ), tau ), 'd' )"],
    ['a case without events beside others', ['ab', ''], "X( ->( 'a', 'b' ), tau )"],
    ['rounds from the end to the start', ['abab', 'ab'], "*( ->( 'a', 'b' ), tau )"],
    ['an activity among the others', ['xab', 'axb', 'abx'], "+( ->( 'a', 'b' ), 'x' )"],
  ] as const)('answers for %s', (_name, cases, expected) => {
    expect(mined(cases)).toBe(expected);
  });

  it('leaves rare ways out where noise is allowed', () => {
    // Skipping in one case of twenty; and a c too early, which leaves no order of a, b and c.
    expect(mined([...times(95, 'abc'), ...times(5, 'ac')], 0.2)).toBe("->( 'a', 'b', 'c' )");
    const log = [...times(90, 'abcd'), ...times(3, 'cabd')];
    expect(mined(log, 0.2)).toBe("->( 'a', 'b', 'c', 'd' )");
    expect(mined(log, 0)).not.toBe(mined(log, 0.2));
    expect(mined(times(3, 'ab'), 1)).toBe("->( 'a', 'b' )");
  });

  it('does not depend on the order of cases', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-d]{0,6}$/), { maxLength: 8 }), (cases) => {
        expect(mined(cases, 0.2)).toBe(mined([...cases].reverse(), 0.2));
      }),
    );
  });

  it('finds a model that every trace fits, whatever the log', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-e]{0,7}$/), { minLength: 1, maxLength: 10 }), (cases) => {
        const log = logOf(...cases);
        expect(alignLog(log, inductiveMiner(log), { silentCost: 0 })).toMatchObject({
          fittingShare: 1,
          logFitness: 1,
          undecidedCases: 0,
        });
      }),
      { numRuns: 300 },
    );
  });

  it('finds again any tree without silent steps, repeated activities or loops of ambiguous bounds', () => {
    const leaf = fc.constant(activity('x'));
    fc.assert(
      fc.property(randomTree(leaf), (shape) => {
        const tree = sorted(reduceProcessTree(withOwnLetters(withClearLoops(shape))));
        const language = languageOf(tree, 2, 800);
        fc.pre(language !== null);
        expect(printProcessTree(inductiveMiner(logOf(...language)))).toBe(printProcessTree(tree));
      }),
      { numRuns: 200 },
    );
  });

  it('refuses impossible settings and logs', () => {
    expect(() => inductiveMiner(logOf('a'), { noise: 1.5 })).toThrow('options.noise');
    expect(() => inductiveMiner(logOf('a'), { noise: Number.NaN })).toThrow('options.noise');
    expect(() => inductiveMiner({ ...logOf('ab'), activities: ['a'] })).toThrow('log.activity[1]');
    expect(() => inductiveMiner({ ...logOf('ab'), caseStart: Int32Array.of(0, 1) })).toThrow('log.caseStart');
    expect(() => inductiveMiner({ ...logOf('ab'), caseStart: Int32Array.of(0, 3, 2) })).toThrow(
      'log.caseStart',
    );
    const many = Array.from({ length: 1001 }, (_, i) => `activity ${i}`);
    const log = {
      activities: many,
      caseStart: Int32Array.of(0, 1001),
      activity: Int32Array.from(many, (_, i) => i),
    };
    expect(() => inductiveMiner(log)).toThrow('must be at most 1000 that occur, not 1001');
  });

  it('answers within its budget where no activity can be set apart', () => {
    const activities = Array.from({ length: 150 }, (_, i) => String.fromCharCode(200 + i));
    const cases = Array.from({ length: 300 }, (_, i) =>
      Array.from({ length: 60 }, (_, j) => activities[(i * 7919 + j * j * 31 + i * j) % 150]).join(''),
    );
    const log = logOf(...cases);
    expect(alignLog(log, inductiveMiner(log)).fittingShare).toBe(1);
  });
});

/** Loops whose body begins and ends otherwise, by steps of its own; no loop right within a loop or at its border. */
function withClearLoops(tree: ProcessTree): ProcessTree {
  if (!('children' in tree)) return tree;
  const children = tree.children.map(withClearLoops);
  if (tree.kind !== 'loop') return block(tree.kind, ...children);
  const fenced = block('sequence', activity('x'), children[0] as ProcessTree, activity('x'));
  return block(
    'loop',
    fenced,
    ...children.slice(1).map((child) => block('sequence', activity('x'), child, activity('x'))),
  );
}

/** As the miner sorts: children of choices and parallels by their least label. */
function sorted(tree: ProcessTree): ProcessTree {
  if (!('children' in tree)) return tree;
  const children = tree.children.map(sorted);
  const key = (child: ProcessTree) =>
    [...printProcessTree(child).matchAll(/'(.)'/g)].map((found) => found[1]).sort()[0] ?? '';
  if (tree.kind === 'choice' || tree.kind === 'parallel') children.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return block(tree.kind, ...children);
}
