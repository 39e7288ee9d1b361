import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalyticsError } from '../../errors.ts';
import { parseProcessTree } from './parse-process-tree.ts';
import { printProcessTree } from './print-process-tree.ts';
import { procedureToTree } from './procedure.ts';
import { activity, block, type ProcessTree, silent } from './process-tree.ts';
import { reduceProcessTree } from './reduce-process-tree.ts';
import { languageOf, randomTree, someLeaf } from './trees.testing.ts';

describe('printing and parsing', () => {
  it('writes and reads the notation of pm4py', () => {
    const text = "->( 'register request', *( +( 'check', X( 'a', tau ) ), 'again' ), X( 'pay', 'reject' ) )";
    expect(printProcessTree(parseProcessTree(text))).toBe(text);
    expect(parseProcessTree(" X('a',\n τ ) ")).toEqual(block('choice', activity('a'), silent));
  });

  it('reads back whatever was written, quotes and all', () => {
    const leaf = fc.oneof(fc.string().map(activity), fc.constant(silent));
    fc.assert(
      fc.property(randomTree(leaf), (tree) => {
        expect(parseProcessTree(printProcessTree(tree))).toEqual(tree);
      }),
    );
  });

  it.each([
    ['', 'at character 0'],
    ["'a", 'closing quote'],
    ["->( 'a' 'b' )", "',' or ')'"],
    ["->( 'a', 'b' ) x", 'the end'],
    ['->()', "'tau' or a quoted label"],
    ["*( 'a' )", 'second child of the loop'],
    ["O( 'a', 'b' )", "'tau' or a quoted label"],
    [`${'->('.repeat(5000)}'a'${')'.repeat(5000)}`, 'no more than 1000 nested blocks'],
  ])('refuses %.20s', (text, reason) => {
    expect(() => parseProcessTree(text)).toThrow(AnalyticsError);
    expect(() => parseProcessTree(text)).toThrow(reason);
  });
});

describe('reduceProcessTree', () => {
  it.each([
    ["->( tau, ->( 'a', 'b' ), X( tau, tau ) )", "->( 'a', 'b' )"],
    ["X( X( 'a', tau ), tau )", "X( 'a', tau )"],
    ['*( tau, tau )', 'tau'],
    ['+( tau, ->( tau, tau ) )', 'tau'],
    ["*( *( 'a', tau ), X( tau, tau ) )", "*( *( 'a', tau ), tau )"],
  ])('%s becomes %s', (before, after) => {
    expect(printProcessTree(reduceProcessTree(parseProcessTree(before)))).toBe(after);
  });

  it('keeps the language and never grows', () => {
    fc.assert(
      fc.property(randomTree(someLeaf), (tree) => {
        const before = languageOf(tree, 2);
        const reduced = reduceProcessTree(tree);
        fc.pre(before !== null);
        expect(new Set(languageOf(reduced, 2))).toEqual(new Set(before));
        expect(printProcessTree(reduced).length).toBeLessThanOrEqual(printProcessTree(tree).length);
        expect(reduceProcessTree(reduced)).toEqual(reduced);
      }),
    );
  });
});

describe('procedureToTree', () => {
  it('knows mandatory, optional and repeatable steps', () => {
    const tree = procedureToTree([
      { activity: 'receive' },
      { activity: 'inspect', isOptional: true },
      { activity: 'call', isRepeatable: true },
      { activity: 'remind', isOptional: true, isRepeatable: true },
    ]);
    expect(printProcessTree(tree)).toBe(
      "->( 'receive', X( 'inspect', tau ), *( 'call', tau ), X( *( 'remind', tau ), tau ) )",
    );
    expect(procedureToTree([{ activity: 'only' }])).toEqual<ProcessTree>(activity('only'));
    expect(() => procedureToTree([])).toThrow('steps must have at least 1 step');
  });
});
