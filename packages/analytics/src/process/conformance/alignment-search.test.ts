import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AlignmentSearch } from './alignment-search.ts';
import { compileNet } from './compiled-net.ts';
import { exhaustive, randomNet } from './exhaustive.testing.ts';

describe('AlignmentSearch', () => {
  it('finds fewest deviations also where it no longer looks for fewest silent steps', () => {
    fc.assert(
      fc.property(randomNet, fc.stringMatching(/^[a-d]{0,5}$/), (net, trace) => {
        const expected = exhaustive(net, trace);
        fc.pre(expected !== null);
        const compiled = compileNet(net);
        const labels = Int32Array.from(trace, (label) => compiled.labels.indexOf(label));
        const found = new AlignmentSearch(compiled).align(labels, 100_000, 1);
        fc.pre(found.kind !== 'undecided');
        expect(found).toMatchObject({ kind: 'found', deviations: expected[0] });
        if (found.kind === 'found') expect(found.silentMoves).toBeGreaterThanOrEqual(expected[1]);
      }),
      { numRuns: 200 },
    );
  });
});
