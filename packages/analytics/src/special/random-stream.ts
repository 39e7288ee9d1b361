/**
 * A reproducible stream of numbers in [0, 1) from a seed of 32 bits: mulberry32, whose 2³² steps are enough for the
 * few thousand draws of a start. Work that is dealt out to several threads gives each part its own stream, so that
 * the result does not depend on who did which part.
 */
export function randomStream(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Seeds of 32 bits for as many streams, drawn in order from one source. */
export function drawSeeds(random: () => number, count: number): number[] {
  return Array.from({ length: count }, () => Math.floor(random() * 4294967296) >>> 0);
}
