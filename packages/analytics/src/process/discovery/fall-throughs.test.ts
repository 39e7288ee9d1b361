import { describe, expect, it } from 'vitest';
import { distinctTraces } from '../distinct-traces.ts';
import { logOf } from '../models/trees.testing.ts';
import { fallThrough } from './fall-throughs.ts';

function fall(cases: readonly string[], left = 1000) {
  const log = logOf(...cases);
  const { traces, counts } = distinctTraces('log', log);
  const { operator, parts } = fallThrough({ labels: log.activities, traces, counts }, { left });
  const words = parts.map((part) =>
    part.traces.map((trace) => Array.from(trace, (a) => part.labels[a]).join('')).sort(),
  );
  return [operator, ...words];
}

describe('fallThrough', () => {
  it('sets an activity apart that is once in every trace', () => {
    expect(fall(['xa', 'bx', 'axb'])).toEqual(['parallel', ['x'], ['a', 'ab', 'b']]);
  });

  it('sets an activity apart that leaves a cut', () => {
    expect(fall(['ac', 'bd', 'ad'])).toEqual(['parallel', ['', 'a'], ['bd', 'c', 'd']]);
  });

  it('cuts where a start follows an end, else before every start', () => {
    expect(fall(['ac', 'bd', 'adbd'], 0)).toEqual(['loop', ['ac', 'ad', 'bd'], []]);
    expect(fall(['ac', 'bd', 'adxbd'], 0)).toEqual(['loop', ['ac', 'adx', 'bd'], []]);
  });

  it('allows everything if nothing else is left, or searching would take too long', () => {
    expect(fall(['ac', 'bd', 'ad'], 0)).toEqual(['loop', ['a', 'b', 'c', 'd'], []]);
  });
});
