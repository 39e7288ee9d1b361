import { checkPetriNet, type PetriNet } from './petri-net.ts';

/** What keeps a net from being a workflow net. */
export type WorkflowNetProblem =
  /** Not exactly one place without incoming arcs that holds the one token at the beginning. */
  | { readonly kind: 'no-single-source' }
  /** Not exactly one place without outgoing arcs that holds the one token at the end. */
  | { readonly kind: 'no-single-sink' }
  /** A place or transition that no way from source to sink leads through. */
  | { readonly kind: 'not-connected'; readonly node: string };

/**
 * Whether a net is a workflow net: one source, one sink, and everything on a way from the one to the other. It is
 * necessary for soundness, cheap, and finds what goes wrong when nets are drawn by hand; it does not exclude deadlocks.
 * Source: van der Aalst, The Application of Petri Nets to Workflow Management (1998). O(arcs).
 *
 * @returns what is wrong; empty if nothing
 * @throws AnalyticsError if the net is malformed
 */
export function checkWorkflowNet(net: PetriNet): WorkflowNetProblem[] {
  checkPetriNet('net', net);
  const problems: WorkflowNetProblem[] = [];
  const hasGiver = new Uint8Array(net.places.length);
  const hasTaker = new Uint8Array(net.places.length);
  for (const { inputs, outputs } of net.transitions) {
    for (const { place } of inputs) hasTaker[place] = 1;
    for (const { place } of outputs) hasGiver[place] = 1;
  }
  const source = onlyPlace(net, net.initialMarking, hasGiver);
  const sink = onlyPlace(net, net.finalMarking, hasTaker);
  if (source === null) problems.push({ kind: 'no-single-source' });
  if (sink === null) problems.push({ kind: 'no-single-sink' });
  if (source === null || sink === null) return problems;
  const forwards = reached(net, source, 'inputs', 'outputs');
  const backwards = reached(net, sink, 'outputs', 'inputs');
  for (const [i, name] of [...net.places, ...net.transitions.map(({ id }) => id)].entries()) {
    if (forwards[i] === 0 || backwards[i] === 0) problems.push({ kind: 'not-connected', node: name });
  }
  return problems;
}

/** The one place that nothing leads into (or out of), if it alone is marked, with one token. */
function onlyPlace({ places }: PetriNet, marking: readonly number[], hasArc: Uint8Array): number | null {
  const ends = places.flatMap((_, place) => (hasArc[place] === 0 ? [place] : []));
  const [only] = ends;
  if (only === undefined || ends.length > 1) return null;
  return marking.every((tokens, place) => tokens === (place === only ? 1 : 0)) ? only : null;
}

/** Per place, then per transition: 1 if arcs lead there. */
function reached(
  net: PetriNet,
  start: number,
  near: 'inputs' | 'outputs',
  far: 'inputs' | 'outputs',
): Uint8Array {
  const { places, transitions } = net;
  const takers: number[][] = places.map(() => []);
  for (const [t, transition] of transitions.entries()) {
    for (const { place } of transition[near]) takers[place]?.push(t);
  }
  const seen = new Uint8Array(places.length + transitions.length);
  seen[start] = 1;
  const queue = [start];
  for (const at of queue) {
    for (const t of takers[at] as number[]) {
      if (seen[places.length + t] === 1) continue;
      seen[places.length + t] = 1;
      for (const { place } of (transitions[t] as PetriNet['transitions'][number])[far]) {
        if (seen[place] === 1) continue;
        seen[place] = 1;
        queue.push(place);
      }
    }
  }
  return seen;
}
