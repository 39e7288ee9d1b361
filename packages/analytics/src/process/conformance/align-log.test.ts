import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseProcessTree } from '../models/parse-process-tree.ts';
import { silent } from '../models/process-tree.ts';
import { treeToPetriNet } from '../models/tree-to-petri-net.ts';
import { languageOf, logOf, randomTree, someLeaf } from '../models/trees.testing.ts';
import { alignLog } from './align-log.ts';
import type { AlignedTrace } from './alignment-types.ts';
import { exhaustive, randomNet } from './exhaustive.testing.ts';
import { findDeviations } from './find-deviations.ts';

/** Insertions and deletions that turn one word into another. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const both = a[i - 1] === b[j - 1] ? (row[j - 1] as number) : Number.POSITIVE_INFINITY;
      next.push(Math.min(both, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row.at(-1) as number;
}

const word = fc.stringMatching(/^[a-d]{0,5}$/);

describe('alignLog', () => {
  it('gives every word of a tree no deviation', () => {
    fc.assert(
      fc.property(randomTree(someLeaf), (tree) => {
        const language = languageOf(tree, 2, 150);
        fc.pre(language !== null && language.length > 0);
        const { traces, fittingShare, logFitness } = alignLog(logOf(...language), tree, { silentCost: 0 });
        expect([fittingShare, logFitness]).toEqual([1, 1]);
        for (const trace of traces)
          expect(trace).toMatchObject({ kind: 'aligned', deviations: 0, fitness: 1 });
      }),
    );
  });

  it('finds the fewest deviations from any word of the tree', () => {
    fc.assert(
      fc.property(randomTree(someLeaf), word, (tree, trace) => {
        const language = languageOf(tree, trace.length + 1, 1000);
        fc.pre(language !== null);
        const [only] = alignLog(logOf(trace), tree).traces;
        const expected = Math.min(...language.map((one) => distance(trace, one)));
        expect(only).toMatchObject({ kind: 'aligned', deviations: expected });
      }),
      { numRuns: 400 },
    );
  });

  it('finds the fewest deviations and silent steps in any net, as trying everything does', () => {
    fc.assert(
      fc.property(randomNet, fc.array(word, { minLength: 1, maxLength: 3 }), (net, cases) => {
        const expected = cases.map((trace) => exhaustive(net, trace));
        fc.pre(expected.every((one) => one !== null));
        const { traces, traceOfCase } = alignLog(logOf(...cases), net);
        for (const [i, answer] of expected.entries()) {
          const [deviations, silentMoves] = answer as [number, number];
          const found = traces[traceOfCase[i] as number];
          expect(found).toMatchObject({ kind: 'aligned', deviations, silentMoves });
        }
      }),
      { numRuns: 200 },
    );
  });

  it('gives moves that replay the trace and the net', () => {
    fc.assert(
      fc.property(randomTree(someLeaf), word, (tree, trace) => {
        const net = treeToPetriNet(tree);
        const { moves, deviations } = alignLog(logOf(trace), net).traces[0] as AlignedTrace;
        const events = moves.flatMap((move) =>
          move.kind === 'synchronous' || move.kind === 'log' ? move.activity : [],
        );
        expect(events.join('')).toBe(trace);
        const marking = [...net.initialMarking];
        for (const move of moves) {
          if (!('transition' in move)) continue;
          const fired = net.transitions.find(({ id }) => id === move.transition);
          if (move.kind !== 'silent') expect(fired?.label).toBe(move.activity);
          for (const { place } of fired?.inputs ?? []) expect(marking[place]!--).toBeGreaterThan(0);
          for (const { place } of fired?.outputs ?? []) marking[place]!++;
        }
        expect(marking).toEqual(net.finalMarking);
        expect(moves.filter(({ kind }) => kind === 'log' || kind === 'model')).toHaveLength(deviations);
      }),
    );
  });

  it('weighs fitness by cases', () => {
    const procedure = [
      { activity: 'a' },
      { activity: 'b', isOptional: true },
      { activity: 'c', isRepeatable: true },
    ];
    const log = logOf('abc', 'abc', 'ac', 'accc', 'bxa');
    const result = alignLog(log, procedure, { silentCost: 0 });
    // bxa: b and x are too many, c is missing; at worst 3 events and the steps a and c.
    expect(result.traces.map((trace) => trace.kind === 'aligned' && trace.deviations)).toEqual([0, 0, 0, 3]);
    expect(result).toMatchObject({ fittingShare: 0.8, undecidedCases: 0, shortestPath: 2 });
    expect(result.averageFitness).toBeCloseTo((4 + 2 / 5) / 5, 12);
    expect(result.logFitness).toBeCloseTo(1 - 3 / (15 + 5 * 2), 12);
    expect([...result.traceOfCase]).toEqual([0, 0, 1, 2, 3]);
  });

  it('states an answer for logs and models of nothing', () => {
    expect(alignLog(logOf(), silent)).toMatchObject({
      traces: [],
      fittingShare: Number.NaN,
      logFitness: Number.NaN,
    });
    expect(alignLog(logOf(''), silent)).toMatchObject({ fittingShare: 1, logFitness: 1, averageFitness: 1 });
    expect(alignLog(logOf('ab'), silent)).toMatchObject({
      fittingShare: 0,
      averageFitness: 0,
      shortestPath: 0,
    });
  });

  it('gives up at its limit and says how far it came', () => {
    const branches = [...'abcde'].map((name) => `->( '${name}', '${name}', 'x' )`);
    const wide = parseProcessTree(`X( tau, +( ${branches.join(', ')} ) )`);
    const log = logOf('edcbax'.repeat(3), '');
    const result = alignLog(log, wide, { maxStates: 50 });
    expect(result.undecidedCases).toBe(1);
    expect(result.traces[0]).toMatchObject({ kind: 'undecided', cases: 1 });
    const exact = alignLog(log, wide).traces[0] as AlignedTrace;
    expect(exact.kind).toBe('aligned');
    expect((result.traces[0] as { leastDeviations: number }).leastDeviations).toBeLessThanOrEqual(
      exact.deviations,
    );
    expect(alignLog(log, wide, { maxTotalStates: 10 }).undecidedCases).toBeGreaterThan(0);
  });

  it('decides models with very many ways to do nothing', () => {
    const skippable = (names: string) =>
      `+( ${[...names].map((name) => `X( *( '${name}', tau ), tau )`).join(', ')} )`;
    const model = parseProcessTree(
      `+( X( ${skippable('abcdefgh')}, tau ), X( ${skippable('ijklmnop')}, tau ), X( ${skippable('qrstuvwx')}, tau ) )`,
    );
    const { fittingShare, undecidedCases } = alignLog(logOf('aqbr', 'xaxbxc', 'dhk', 'ppp', ''), model);
    expect([fittingShare, undecidedCases]).toEqual([1, 0]);
  });

  it('aligns very long traces and answers for nets without bound', () => {
    const loop = parseProcessTree("*( ->( 'a', X( 'b', tau ) ), 'c' )");
    expect(alignLog(logOf('abcac'.repeat(2000)), loop).traces[0]).toMatchObject({
      kind: 'aligned',
      deviations: 1,
    });
    const source = { id: 'more', label: null, inputs: [], outputs: [{ place: 0, weight: 1 }] };
    const unbounded = {
      name: 'unbounded',
      places: ['p'],
      transitions: [source, { id: 'a', label: 'a', inputs: [{ place: 0, weight: 200 }], outputs: [] }],
      initialMarking: [0],
      finalMarking: [0],
    };
    expect(alignLog(logOf('a'), unbounded).traces[0]).toMatchObject({ deviations: 0, silentMoves: 200 });
  });

  it('refuses models that do not end, and impossible settings', () => {
    const net = treeToPetriNet(parseProcessTree("'a'"));
    expect(() => alignLog(logOf('a'), { ...net, transitions: [] })).toThrow(
      'model must be able to reach its final',
    );
    expect(() => alignLog(logOf('a'), net, { maxStates: 0 })).toThrow('options.maxStates');
    expect(() => alignLog(logOf('a'), net, { silentCost: -1 })).toThrow('options.silentCost');
    expect(() => alignLog(logOf('a'), [])).toThrow('steps must have at least 1');
  });
});

describe('findDeviations', () => {
  const procedure = ['receive', 'check', 'decide', 'tell'].map((activity) => ({ activity }));
  const deviationsOf = (...activities: string[]) => {
    const log = {
      activities,
      caseStart: Int32Array.of(0, activities.length),
      activity: Int32Array.from(activities.keys()),
    };
    return findDeviations(alignLog(log, procedure).traces[0] as AlignedTrace);
  };

  it('says what was skipped, extra or moved, and where', () => {
    expect(deviationsOf('receive', 'check', 'decide', 'tell')).toEqual([]);
    expect(deviationsOf('receive', 'decide', 'tell')).toEqual([
      { kind: 'skipped', activity: 'check', event: null, after: 'receive', before: 'decide' },
    ]);
    expect(deviationsOf('call', 'receive', 'check', 'decide', 'tell')).toEqual([
      { kind: 'extra', activity: 'call', event: 0, after: null, before: 'receive' },
    ]);
    expect(deviationsOf('receive', 'decide', 'tell', 'check')).toEqual([
      { kind: 'moved', activity: 'check', event: 3, after: 'receive', before: 'decide' },
    ]);
    expect(deviationsOf('tell', 'receive', 'check', 'decide')).toEqual([
      { kind: 'moved', activity: 'tell', event: 0, after: 'decide', before: null },
    ]);
  });

  it('says nothing of what was not decided', () => {
    expect(findDeviations({ kind: 'undecided', activities: ['a'], cases: 1, leastDeviations: 1 })).toEqual(
      [],
    );
  });
});
