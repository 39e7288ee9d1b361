import { type Link, neighbourhoods } from './links.ts';

const SWEEPS = 50;

/**
 * A layer for each node such that every link leads to a later one: the earliest possible, then nodes are moved later
 * while that shortens their links, weighted. Links must have no cycle. O(n + m) a sweep, few sweeps.
 */
export function assignLayers(count: number, links: readonly Link[]): Int32Array {
  const { out, into } = neighbourhoods(count, links);
  const layers = new Int32Array(count);
  const order = topologicalOrder(into, out);
  for (const place of order) {
    for (const { to } of out[place] as Link[]) {
      layers[to] = Math.max(layers[to] as number, (layers[place] as number) + 1);
    }
  }
  // Moving one later can free those before it, mostly in the same sweep, which goes from the last to the first.
  for (let sweep = 0, moved = true; moved && sweep < SWEEPS; sweep++) {
    moved = false;
    for (const place of order.toReversed()) {
      const leaving = out[place] as Link[];
      if (leaving.length === 0) continue;
      const entering = into[place] as Link[];
      const pull = weightOf(leaving) - weightOf(entering);
      if (pull <= 0) continue;
      const latest = leaving.reduce((least, { to }) => Math.min(least, (layers[to] as number) - 1), count);
      if (latest > (layers[place] as number)) {
        layers[place] = latest;
        moved = true;
      }
    }
  }
  return layers;
}

function weightOf(links: readonly Link[]): number {
  return links.reduce((sum, { weight }) => sum + weight, 0);
}

function topologicalOrder(into: readonly Link[][], out: readonly Link[][]): number[] {
  const waiting = into.map((own) => own.length);
  const order = waiting.flatMap((left, place) => (left === 0 ? [place] : []));
  for (let at = 0; at < order.length; at++) {
    for (const { to } of out[order[at] as number] as Link[]) {
      waiting[to] = (waiting[to] as number) - 1;
      if (waiting[to] === 0) order.push(to);
    }
  }
  return order;
}
