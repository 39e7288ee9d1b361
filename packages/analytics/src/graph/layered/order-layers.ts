/** Nodes of a layered graph whose links join neighbouring layers only. */
export interface Layering {
  /** Places of the nodes of each layer, in their order. */
  layers: number[][];
  /** Neighbours of each node in the layer before, and in the one after, with repetition for parallel links. */
  before: number[][];
  after: number[][];
}

const SWEEPS = 24;
/** Above this many links, swapping neighbours takes longer than it is worth. */
const MOST_FOR_SWAPS = 4000;

/**
 * Puts the nodes of each layer in an order with few crossings of links: sweeps down and up sort each layer by the
 * means of the neighbours' positions (Sugiyama, Tagawa and Toda, 1981), then neighbours are swapped while that saves
 * crossings; the best order seen is kept. Equal means keep their order, so the result depends on the input only.
 * Changes `layers`. O(sweeps · m log n).
 */
export function orderLayers({ layers, before, after }: Layering): void {
  const positions = new Float64Array(before.length);
  const number = (layer: readonly number[]): void => {
    for (const [at, place] of layer.entries()) positions[place] = at;
  };
  for (const layer of layers) number(layer);
  const links = after.reduce((sum, own) => sum + own.length, 0);
  let best = layers.map((layer) => layer.slice());
  let fewest = crossings(layers, after, positions);
  for (let sweep = 0, idle = 0; sweep < SWEEPS && idle < 6 && fewest > 0; sweep++) {
    const down = sweep % 2 === 0;
    const neighbours = down ? before : after;
    for (const layer of down ? layers : layers.toReversed()) {
      sortByMeans(layer, neighbours, positions);
      number(layer);
    }
    if (links <= MOST_FOR_SWAPS) swapNeighbours(layers, before, after, positions);
    const now = crossings(layers, after, positions);
    idle++;
    if (now < fewest) {
      fewest = now;
      best = layers.map((layer) => layer.slice());
      idle = 0;
    }
  }
  for (const [i, layer] of best.entries()) layers[i] = layer;
}

/** Sorts by the mean position of neighbours; a node without any keeps its position. */
function sortByMeans(layer: number[], neighbours: readonly number[][], positions: Float64Array): void {
  const means = new Map<number, number>();
  for (const place of layer) {
    const own = neighbours[place] as number[];
    const mean = own.reduce((sum, other) => sum + (positions[other] as number), 0) / own.length;
    means.set(place, own.length === 0 ? (positions[place] as number) : mean);
  }
  layer.sort((a, b) => (means.get(a) as number) - (means.get(b) as number));
}

/** Swaps neighbours in their layer as long as that saves crossings with the layers before and after. */
function swapNeighbours(
  layers: readonly number[][],
  before: readonly number[][],
  after: readonly number[][],
  positions: Float64Array,
): void {
  for (let better = true; better; ) {
    better = false;
    for (const layer of layers) {
      for (let at = 0; at + 1 < layer.length; at++) {
        const a = layer[at] as number;
        const b = layer[at + 1] as number;
        const saved = savedBySwap(a, b, before, positions) + savedBySwap(a, b, after, positions);
        if (saved <= 0) continue;
        layer[at] = b;
        layer[at + 1] = a;
        positions[b] = at;
        positions[a] = at + 1;
        better = true;
      }
    }
  }
}

/** Crossings of the links of `a` with those of `b` to its right, less those that there would be the other way round. */
function savedBySwap(a: number, b: number, neighbours: readonly number[][], positions: Float64Array): number {
  let saved = 0;
  for (const i of neighbours[a] as number[]) {
    for (const j of neighbours[b] as number[]) {
      saved += Math.sign((positions[i] as number) - (positions[j] as number));
    }
  }
  return saved;
}

/**
 * Crossings between all neighbouring layers, counted as inversions by a tree of sums (Barth, Jünger and Mutzel,
 * "Simple and efficient bilayer cross counting", 2002). O(m log n).
 */
export function crossings(
  layers: readonly number[][],
  after: readonly number[][],
  positions: Float64Array,
): number {
  let total = 0;
  for (const [i, layer] of layers.entries()) {
    const width = layers[i + 1]?.length ?? 0;
    const sums = new Float64Array(width + 1); // Fenwick tree over positions in the next layer
    let placed = 0;
    for (const place of layer) {
      const ends = (after[place] as number[]).map((other) => positions[other] as number);
      for (const end of ends) {
        let notAfter = 0;
        for (let at = end + 1; at > 0; at -= at & -at) notAfter += sums[at] as number;
        total += placed - notAfter;
      }
      for (const end of ends) {
        for (let at = end + 1; at <= width; at += at & -at) sums[at] = (sums[at] as number) + 1;
      }
      placed += ends.length;
    }
  }
  return total;
}
