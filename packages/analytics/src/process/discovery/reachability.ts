import type { Follows } from './sub-log.ts';

/** Which activity is reached from which by any number of steps, from one on: Warshall's closure on bits. O(n³ / 32). */
export function reachability({ size, graph }: Follows): (from: number, to: number) => boolean {
  const words = (size + 31) >>> 5;
  const bits = new Int32Array(size * words);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      if (graph[a * size + b] !== 0)
        bits[a * words + (b >>> 5)] = (bits[a * words + (b >>> 5)] as number) | (1 << (b & 31));
    }
  }
  for (let via = 0; via < size; via++) {
    for (let a = 0; a < size; a++) {
      if (((bits[a * words + (via >>> 5)] as number) & (1 << (via & 31))) === 0) continue;
      for (let w = 0; w < words; w++)
        bits[a * words + w] = (bits[a * words + w] as number) | (bits[via * words + w] as number);
    }
  }
  return (from, to) => ((bits[from * words + (to >>> 5)] as number) & (1 << (to & 31))) !== 0;
}
