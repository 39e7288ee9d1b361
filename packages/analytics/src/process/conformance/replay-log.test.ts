import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseProcessTree } from '../models/parse-process-tree.ts';
import { activity } from '../models/process-tree.ts';
import { languageOf, logOf, randomTree, withOwnLetters } from '../models/trees.testing.ts';
import { replayLog } from './replay-log.ts';

describe('replayLog', () => {
  it('counts tokens as by hand', () => {
    const model = parseProcessTree("->( 'a', 'b', 'c' )");
    const { traces, logFitness, averageFitness, fittingShare } = replayLog(
      logOf('abc', 'ac', 'ac', 'abbc'),
      model,
    );
    expect(traces[0]).toMatchObject({
      fits: true,
      fitness: 1,
      missing: 0,
      consumed: 4,
      remaining: 0,
      produced: 4,
    });
    // Without b, c lacks its token, and the one that a left stays.
    expect(traces[1]).toMatchObject({
      fits: false,
      missing: 1,
      consumed: 3,
      remaining: 1,
      produced: 3,
      problems: [1],
    });
    expect(traces[1]?.fitness).toBeCloseTo(2 / 3, 12);
    expect(traces[2]).toMatchObject({ missing: 1, consumed: 5, remaining: 1, produced: 5, problems: [2] });
    expect(fittingShare).toBe(0.25);
    expect(averageFitness).toBeCloseTo((1 + 2 * (2 / 3) + 0.8) / 4, 12);
    expect(logFitness).toBeCloseTo(1 - 3 / 15, 12);
  });

  it('passes silent steps where they are needed, also towards the end', () => {
    const model = parseProcessTree(
      "->( 'a', X( 'b', tau ), +( X( 'c', tau ), *( 'd', tau ) ), X( 'e', tau ) )",
    );
    const log = logOf('ad', 'abcd', 'adddc', 'abdce', 'acde');
    expect(replayLog(log, model).fittingShare).toBe(1);
  });

  it('fits every word of a tree whose only silent steps split and join', () => {
    fc.assert(
      fc.property(randomTree(fc.constant(activity('x'))), (shape) => {
        const tree = withOwnLetters(shape);
        const language = languageOf(tree, 1, 100);
        fc.pre(language !== null);
        expect(replayLog(logOf(...language), tree).fittingShare).toBe(1);
      }),
    );
  });

  it('passes over events that the model does not know, and tells of them', () => {
    const { traces } = replayLog(logOf('axb'), parseProcessTree("->( 'a', 'b' )"));
    expect(traces[0]).toMatchObject({ fits: true, unknownEvents: 1 });
  });

  it('has an answer for nothing', () => {
    const model = parseProcessTree("'a'");
    expect(replayLog(logOf(), model)).toMatchObject({
      traces: [],
      fittingShare: Number.NaN,
      logFitness: Number.NaN,
    });
    expect(replayLog(logOf(''), model).traces[0]).toMatchObject({
      fits: false,
      missing: 1,
      remaining: 1,
      fitness: 0,
    });
  });
});
