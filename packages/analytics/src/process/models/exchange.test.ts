import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalyticsError } from '../../errors.ts';
import { BpmnLayout, type BpmnShape } from './bpmn-layout.ts';
import { parseProcessTree } from './parse-process-tree.ts';
import { activity } from './process-tree.ts';
import { readPnml } from './read-pnml.ts';
import { reduceProcessTree } from './reduce-process-tree.ts';
import { treeToPetriNet } from './tree-to-petri-net.ts';
import { languageOf, randomTree, someLeaf } from './trees.testing.ts';
import { writeBpmn } from './write-bpmn.ts';
import { writePnml } from './write-pnml.ts';
import { readXmlDocument, type XmlElement } from './xml-document.ts';

const pnml = (inside: string) => `<pnml><net id="n"><page id="g">${inside}</page></net></pnml>`;

describe('PNML', () => {
  it('reads back what it wrote', () => {
    const leaf = fc.oneof(someLeaf, fc.string({ unit: 'grapheme' }).map(activity));
    fc.assert(
      fc.property(randomTree(leaf), (tree) => {
        const net = treeToPetriNet(tree);
        expect(readPnml(writePnml(net))).toEqual(net);
      }),
    );
    const weighted = {
      name: 'a "<b>" & \n c',
      places: ['n1', 'n2'],
      transitions: [
        { id: 'n1', label: '<&">', inputs: [{ place: 0, weight: 3 }], outputs: [{ place: 1, weight: 1 }] },
      ],
      initialMarking: [3, 0],
      finalMarking: [0, 1],
    };
    expect(readPnml(writePnml(weighted))).toEqual(weighted);
  });

  it('reads what other tools write', () => {
    const net = readPnml(`<?xml version="1.0" encoding="ISO-8859-1"?>
      <!-- a comment --><pnml:pnml xmlns:pnml="x"><net id="n" type="y"><name><text>loans</text></name><page id="outer">
      <page id="inner"><place id="p"><name><text>start</text></name><graphics><position x="1" y="2"/></graphics>
      <initialMarking><text> 1 </text></initialMarking></place></page>
      <place id="q"><name><text>start</text></name></place>
      <transition id="t"><name><value>old</value><text>R&amp;D &#x4e2d;</text></name></transition>
      <transition id="s"><name><text>tau 1</text></name><toolspecific tool="ProM" activity="$invisible$"/></transition>
      <arc id="a" source="p" target="t"><inscription><text>1</text></inscription></arc>
      <arc id="b" source="t" target="q"/><arc id="c" source="p" target="s"/>
      <arc id="d" source="s" target="q"><arctype><text>normal</text></arctype></arc></page></net></pnml:pnml>`);
    expect(net).toMatchObject({
      name: 'loans',
      places: ['start', 'start (2)'],
      initialMarking: [0, 1],
      finalMarking: [1, 0],
    });
    expect(net.transitions.map(({ label }) => label)).toEqual(['R&D 中', null]);
  });

  it.each([
    ['', 'no element'],
    ['<pnml/>', 'it has no net'],
    ['<net/>', 'it has no net'],
    ['<!DOCTYPE pnml [<!ENTITY a "b">]><pnml/>', 'DOCTYPE'],
    ['<pnml>&a;</pnml>', 'entity'],
    ['<pnml>&constructor;</pnml>', 'entity'],
    ['<pnml>&#0;</pnml>', 'entity'],
    ['<pnml><net></pnml>', '</pnml> closes nothing'],
    ['<pnml><net>', 'the end is missing'],
    ['<pnml/><pnml/>', 'second root'],
    ['text<pnml/>', 'outside the root'],
    ['<pnml a="1" a="2"/>', 'second attribute'],
    ['<pnml a=1/>', 'not well formed'],
    ['<pnml><!-- ', 'no "-->"'],
    [`${'<a>'.repeat(100)}${'</a>'.repeat(100)}`, 'more than 64 elements within'],
    [`<a>${'<b/>'.repeat(500_001)}</a>`, 'more than 500000 elements'],
    [`<a>${'x'.repeat(16 * 1024 ** 2)}</a>`, 'at most 16777216 characters'],
    [pnml('<place/>'), 'without an id'],
    [pnml('<place id="p"/><place id="p"/>'), 'without an id of its own'],
    [pnml('<place id="p"/><transition id="p"/>'), 'a place and a transition of the id p'],
    [pnml('<place id="p"/><arc id="a" source="p" target="q"/>'), 'join nothing'],
    [
      pnml('<place id="p"><initialMarking><text>-1</text></initialMarking></place>'),
      'must count tokens from 0',
    ],
    [
      pnml('<place id="p"><initialMarking><text>many</text></initialMarking></place>'),
      'must count tokens from 0',
    ],
    [
      pnml(
        '<place id="p"/><transition id="t"/><arc source="p" target="t"><arctype><text>inhibitor</text></arctype></arc>',
      ),
      'an arc of kind inhibitor',
    ],
  ])('refuses %.40s', (text, reason) => {
    expect(() => readPnml(text)).toThrow(AnalyticsError);
    expect(() => readPnml(text)).toThrow(reason);
  });
});

describe('writeBpmn', () => {
  it('writes a process that says what the tree says', () => {
    fc.assert(
      fc.property(randomTree(someLeaf), (tree) => {
        const language = languageOf(reduceProcessTree(tree), 5, 600);
        fc.pre(language !== null);
        const walked = walkBpmn(readXmlDocument(writeBpmn(tree)), 4);
        expect([...walked].sort()).toEqual(language.filter((word) => word.length <= 4).sort());
      }),
      { numRuns: 60 },
    );
  });

  it('draws every element apart from all others, and flows from border to border at right angles, through none', () => {
    fc.assert(
      fc.property(randomTree(someLeaf), (tree) => {
        const { shapes, flows } = new BpmnLayout(reduceProcessTree(tree));
        for (const [i, one] of shapes.entries()) {
          expect(Math.min(one.x, one.y)).toBeGreaterThanOrEqual(0);
          for (const other of shapes.slice(i + 1)) expect(overlaps(one, other)).toBe(false);
        }
        for (const { source, target, points } of flows) {
          expect(touches(shapes.find(({ id }) => id === source) as BpmnShape, points[0])).toBe(true);
          expect(touches(shapes.find(({ id }) => id === target) as BpmnShape, points.at(-1))).toBe(true);
          for (const [i, point] of points.slice(1).entries()) {
            const last = points[i] as typeof point;
            expect(point.x === last.x || point.y === last.y).toBe(true);
            const [x, y] = [Math.min(point.x, last.x), Math.min(point.y, last.y)];
            const line = { x, y, width: Math.abs(point.x - last.x), height: Math.abs(point.y - last.y) };
            for (const shape of shapes) expect(overlaps(line, shape)).toBe(false);
          }
        }
      }),
    );
  });

  it('keeps names as they are', () => {
    const root = readXmlDocument(writeBpmn(parseProcessTree("'a \"<b> & c'"), { name: '退款 <1>' }));
    expect(root.children[0]?.attributes.get('name')).toBe('退款 <1>');
    expect(root.children[0]?.children.map((one) => one.attributes.get('name'))).toContain('a "<b> & c');
  });
});

type Box = Pick<BpmnShape, 'x' | 'y' | 'width' | 'height'>;

function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function touches({ x, y, width, height }: BpmnShape, point: { x: number; y: number } | undefined): boolean {
  if (!point) return false;
  const [dx, dy] = [Math.abs(point.x - (x + width / 2)), Math.abs(point.y - (y + height / 2))];
  return (dx === width / 2 && dy === 0) || (dx === 0 && dy === height / 2);
}

/** Words of a BPMN process: a token game with tokens on flows. */
function walkBpmn(root: XmlElement, length: number): Set<string> {
  const process = root.children.find(({ name }) => name === 'process') as XmlElement;
  const flows = process.children.filter(({ name }) => name === 'sequenceFlow').map((one) => one.attributes);
  const nodes = process.children
    .filter(({ name }) => name !== 'sequenceFlow')
    .map(({ name, attributes }) => ({
      kind: name,
      label: name === 'task' ? (attributes.get('name') ?? '') : '',
      inputs: flows.flatMap((flow, i) => (flow.get('targetRef') === attributes.get('id') ? [i] : [])),
      outputs: flows.flatMap((flow, i) => (flow.get('sourceRef') === attributes.get('id') ? [i] : [])),
    }));
  const words = new Set<string>();
  const seen = new Set<string>();
  const start = nodes.find(({ kind }) => kind === 'startEvent')?.outputs ?? [];
  const pending = [{ word: '', tokens: flows.map((_, i) => (start.includes(i) ? 1 : 0)) }];
  for (let one = pending.pop(); one; one = pending.pop()) {
    const { word, tokens } = one;
    const key = `${word}|${tokens}`;
    if (seen.has(key) || word.length > length) continue;
    seen.add(key);
    for (const { kind, label, inputs, outputs } of nodes) {
      const isExclusive = kind === 'exclusiveGateway';
      const takes = isExclusive ? inputs.map((i) => [i]) : [inputs];
      const gives = isExclusive ? outputs.map((i) => [i]) : [outputs];
      for (const take of takes) {
        if (take.length === 0 || take.some((i) => tokens[i] === 0)) continue;
        if (kind === 'endEvent') words.add(word);
        for (const give of gives) {
          const next = [...tokens];
          for (const i of take) next[i]!--;
          for (const i of give) next[i]!++;
          pending.push({ word: word + label, tokens: next });
        }
      }
    }
  }
  return words;
}
