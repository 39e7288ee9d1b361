import type { Layering } from './order-layers.ts';

const SWEEPS = 40;
/** Bends ask for a straight line more than nodes do: first both ends are bends, then one, then none. */
const STRAIGHTNESS = [32, 4, 1];

/**
 * Centres along the layers: each layer in turn is put as near as possible to what its neighbours in the layers beside
 * it would like, by weighted least squares under the given order and distances, down and up again and again. One
 * layer's best places are an isotonic regression, found exactly by pooling neighbours that would come too near to one
 * another (Barlow, Bartholomew, Bremner and Brunk, 1972). O(sweeps · m).
 *
 * @param breadths of the nodes along their layer
 * @param bends which places are bends of long links
 */
export function placeLayers(
  { layers, before, after }: Layering,
  breadths: readonly number[],
  bends: (place: number) => boolean,
  gap: number,
): Float64Array {
  const centres = new Float64Array(breadths.length);
  for (const layer of layers) {
    const offsets = offsetsOf(layer, breadths, gap);
    const middle = (offsets.at(-1) ?? 0) / 2;
    for (const [at, place] of layer.entries()) centres[place] = (offsets[at] as number) - middle;
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const down = sweep % 2 === 0;
    // The last sweeps look both ways, so that a node comes to rest between those before and those after it.
    const both = sweep >= SWEEPS / 2;
    for (const layer of down ? layers : layers.toReversed()) {
      const wishes: { target: number; weight: number }[] = layer.map((place) => {
        const near = (down ? before : after)[place] as number[];
        const far = (down ? after : before)[place] as number[];
        const asked = both ? [...near, ...far] : near;
        let sum = 0;
        let weight = 0;
        for (const other of asked) {
          const bent = Number(bends(place)) + Number(bends(other));
          const pull = STRAIGHTNESS[2 - bent] as number;
          sum += pull * (centres[other] as number);
          weight += pull;
        }
        // Who has nobody to ask stays where it is, unless pushed.
        return weight === 0
          ? { target: centres[place] as number, weight: 1e-3 }
          : { target: sum / weight, weight };
      });
      const offsets = offsetsOf(layer, breadths, gap);
      const moved = pool(
        wishes.map(({ target }, at) => target - (offsets[at] as number)),
        wishes,
      );
      for (const [at, place] of layer.entries())
        centres[place] = (moved[at] as number) + (offsets[at] as number);
    }
  }
  return centres;
}

/** Least distances of the nodes of a layer from its first. */
function offsetsOf(layer: readonly number[], breadths: readonly number[], gap: number): number[] {
  const offsets: number[] = [];
  let offset = 0;
  for (const [at, place] of layer.entries()) {
    const breadth = breadths[place] as number;
    if (at > 0) offset += ((breadths[layer[at - 1] as number] as number) + breadth) / 2 + gap;
    offsets.push(offset);
  }
  return offsets;
}

/** The ascending numbers with the least weighted squared distance from the targets. */
function pool(targets: readonly number[], weights: readonly { weight: number }[]): number[] {
  const blocks: { mean: number; weight: number; size: number }[] = [];
  for (const [at, target] of targets.entries()) {
    let block = { mean: target, weight: (weights[at] as { weight: number }).weight, size: 1 };
    for (let last = blocks.at(-1); last && last.mean > block.mean; last = blocks.at(-1)) {
      blocks.pop();
      const weight = last.weight + block.weight;
      block = {
        mean: (last.mean * last.weight + block.mean * block.weight) / weight,
        weight,
        size: last.size + block.size,
      };
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ mean, size }) => new Array<number>(size).fill(mean));
}
