import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkWorkflowNet } from './check-workflow-net.ts';
import { parseProcessTree } from './parse-process-tree.ts';
import { checkPetriNet, type PetriNet } from './petri-net.ts';
import { block, type ProcessTree, silent } from './process-tree.ts';
import { treeToPetriNet } from './tree-to-petri-net.ts';
import { languageOf, randomTree, someLeaf } from './trees.testing.ts';

/** Every word of at most `length` letters that leads from the first to the final marking; all markings met on the way. */
function playAll(net: PetriNet, length: number): { words: Set<string>; markings: Set<string> } {
  const words = new Set<string>();
  const seen = new Set<string>();
  const pending: { word: string; marking: readonly number[] }[] = [{ word: '', marking: net.initialMarking }];
  for (let one = pending.pop(); one; one = pending.pop()) {
    const { word, marking } = one;
    const key = `${word}|${marking}`;
    if (seen.has(key) || word.length > length) continue;
    seen.add(key);
    if (`${marking}` === `${net.finalMarking}`) words.add(word);
    for (const { label, inputs, outputs } of net.transitions) {
      if (!inputs.every(({ place, weight }) => (marking[place] as number) >= weight)) continue;
      const next = [...marking];
      for (const { place, weight } of inputs) next[place]! -= weight;
      for (const { place, weight } of outputs) next[place]! += weight;
      pending.push({ word: word + (label ?? ''), marking: next });
    }
  }
  return { words, markings: new Set([...seen].map((key) => key.split('|')[1] as string)) };
}

describe('treeToPetriNet', () => {
  it('allows what the tree allows, in a safe workflow net', () => {
    fc.assert(
      fc.property(randomTree(someLeaf), (tree) => {
        const length = 4;
        const language = languageOf(tree, length + 1, 800);
        fc.pre(language !== null);
        const net = treeToPetriNet(tree);
        expect(checkWorkflowNet(net)).toEqual([]);
        const { words, markings } = playAll(net, length);
        expect([...words].sort()).toEqual(language.filter((word) => word.length <= length).sort());
        for (const marking of markings) expect(Math.max(...marking.split(',').map(Number))).toBe(1);
      }),
      { numRuns: 60 },
    );
  });

  it('is small for small trees', () => {
    const { places, transitions } = treeToPetriNet(parseProcessTree("->( 'a', +( 'b', 'c' ), 'd' )"));
    expect([places.length, transitions.length]).toEqual([6, 4]);
    expect(treeToPetriNet(silent).transitions).toHaveLength(1);
  });

  it('refuses malformed and bottomless trees', () => {
    expect(() => treeToPetriNet(block('loop', silent))).toThrow('loop of 1 children');
    expect(() => treeToPetriNet(block('choice'))).toThrow('choice of 0 children');
    expect(() => treeToPetriNet({ kind: 'or', children: [] } as unknown as ProcessTree)).toThrow(
      'unknown kind',
    );
    let deep: ProcessTree = silent;
    for (let i = 0; i < 100_000; i++) deep = block('sequence', deep, silent);
    expect(() => treeToPetriNet(deep)).toThrow('deeper than 1000');
  });
});

describe('checkWorkflowNet', () => {
  const net = treeToPetriNet(parseProcessTree("->( 'a', 'b' )"));

  it('finds what is not on the way', () => {
    expect(checkWorkflowNet(net)).toEqual([]);
    const stray = {
      ...net,
      transitions: [
        ...net.transitions,
        { id: 'x', label: 'x', inputs: [{ place: 2, weight: 1 }], outputs: [] },
      ],
    };
    expect(checkWorkflowNet(stray)).toEqual([{ kind: 'not-connected', node: 'x' }]);
    expect(checkWorkflowNet({ ...net, initialMarking: [1, 1, 0] })).toEqual([{ kind: 'no-single-source' }]);
    expect(checkWorkflowNet({ ...net, finalMarking: [0, 0, 1] })).toEqual([{ kind: 'no-single-sink' }]);
    expect(
      checkWorkflowNet({ name: '', places: [], transitions: [], initialMarking: [], finalMarking: [] }),
    ).toHaveLength(2);
  });

  it.each([
    ['net.places must not repeat', { places: ['p', 'p', 'q'] }],
    ['net.initialMarking must tell', { initialMarking: [1] }],
    ['net.finalMarking must count tokens', { finalMarking: [0, 0, 256] }],
    [
      'has an arc to place 9',
      { transitions: [{ id: 't', label: null, inputs: [{ place: 9, weight: 1 }], outputs: [] }] },
    ],
    [
      'must count tokens from 1',
      { transitions: [{ id: 't', label: null, inputs: [{ place: 0, weight: 0 }], outputs: [] }] },
    ],
  ])('refuses a net which %s', (reason, change) => {
    expect(() => checkPetriNet('net', { ...net, ...change })).toThrow(reason);
  });
});
