import { checkProcessTree } from './check-process-tree.ts';
import { NetBuilder } from './net-builder.ts';
import type { PetriNet } from './petri-net.ts';
import { type ProcessTree, silent } from './process-tree.ts';

/**
 * A workflow net that allows exactly what the tree allows: sound, and never with two tokens in one place. Source: the
 * translation in Leemans (2017), 2.2.6, with the silent steps at borders of loops that pm4py puts, then with series of
 * silent steps fused. O(nodes).
 *
 * @throws AnalyticsError if the tree is malformed or nested deeper than 1,000
 * @example treeToPetriNet(inductiveMiner(log)); // ready for alignLog, replayLog and writePnml
 */
export function treeToPetriNet(tree: ProcessTree): PetriNet {
  checkProcessTree('tree', tree);
  const net = new NetBuilder();
  const source = net.place('source');
  const sink = net.place('sink');
  // Source and sink stay free of loops and of choices, so that the net can be embedded elsewhere.
  const first = needsBorder(tree, 0) ? net.place() : source;
  const last = needsBorder(tree, -1) ? net.place() : sink;
  if (first !== source) net.transition(null, [source], [first]);
  if (last !== sink) net.transition(null, [last], [sink]);
  addTree(net, tree, first, last);
  net.fuseSeries(new Set([source, sink]));
  return net.build('process tree', source, sink);
}

function needsBorder(tree: ProcessTree, side: 0 | -1): boolean {
  if (tree.kind === 'choice' || tree.kind === 'parallel') return true;
  const outer = 'children' in tree ? tree.children.at(side) : undefined;
  return loopsAt(tree, side) || (outer !== undefined && loopsAt(outer, -1));
}

/** Whether the outermost chain of first or last children has a loop. */
function loopsAt(tree: ProcessTree, side: 0 | -1): boolean {
  let node: ProcessTree | undefined = tree;
  while (node && 'children' in node) {
    if (node.kind === 'loop') return true;
    node = node.children.at(side);
  }
  return false;
}

function addTree(net: NetBuilder, tree: ProcessTree, from: number, to: number): void {
  switch (tree.kind) {
    case 'silent':
      net.transition(null, [from], [to]);
      break;
    case 'activity':
      net.transition(tree.label, [from], [to]);
      break;
    case 'choice':
      for (const child of tree.children) addTree(net, child, from, to);
      break;
    case 'sequence':
      addSequence(net, tree.children, from, to);
      break;
    case 'parallel':
      addParallel(net, tree.children, from, to);
      break;
    case 'loop':
      addLoop(net, tree.children, from, to);
  }
}

function addSequence(net: NetBuilder, children: readonly ProcessTree[], from: number, to: number): void {
  let at = from;
  for (const [i, child] of children.entries()) {
    const next = i === children.length - 1 ? to : net.place();
    addTree(net, child, at, next);
    at = next;
  }
}

function addParallel(net: NetBuilder, children: readonly ProcessTree[], from: number, to: number): void {
  const branches = children.map((child) => {
    const ends = [net.place(), net.place()] as const;
    addTree(net, child, ...ends);
    return ends;
  });
  net.transition(
    null,
    [from],
    branches.map(([first]) => first),
  );
  net.transition(
    null,
    branches.map(([, last]) => last),
    [to],
  );
}

function addLoop(net: NetBuilder, children: readonly ProcessTree[], from: number, to: number): void {
  const [start, done] = [net.place(), net.place()];
  const [body = silent, ...redo] = children;
  net.transition(null, [from], [start]);
  addTree(net, body, start, done);
  const again = net.place();
  for (const child of redo) addTree(net, child, done, again);
  net.transition(null, [again], [start]);
  net.transition(null, [done], [to]);
}
