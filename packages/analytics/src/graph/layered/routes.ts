/** Where edges run once boxes have their places. */
import type { Box, Point } from '../geometry.ts';
import type { Link } from './links.ts';

/** Distance of edges between the same two nodes, where their boxes are wide enough. */
const MOST_SHIFT = 14;

/** The room of a layer. */
export interface Level {
  top: number;
  height: number;
}

export function levelsOf(layers: readonly number[][], heights: readonly number[], layerGap: number): Level[] {
  let top = 0;
  return layers.map((layer) => {
    const height = layer.reduce((most, place) => Math.max(most, heights[place] ?? 0), 0);
    const level = { top, height };
    top += height + layerGap;
    return level;
  });
}

/** Which of how many edges between the same two nodes, either way, with no bend to tell them apart. */
export interface Beside {
  at: number;
  of: number;
}

export function besidesOf(ends: readonly Link[], layerOf: Int32Array): Beside[] {
  const groups = new Map<string, Beside[]>();
  return ends.map(({ from, to }) => {
    const beside = { at: 0, of: 1 };
    if (Math.abs((layerOf[from] as number) - (layerOf[to] as number)) !== 1) return beside;
    const key = from < to ? `${from} ${to}` : `${to} ${from}`;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    beside.at = group.push(beside) - 1;
    for (const one of group) one.of = group.length;
    return beside;
  });
}

/** How far an edge keeps from the middle of the boxes, so that those between the same nodes do not coincide. */
export function shiftOf({ at, of }: Beside, width: number): number {
  return (at - (of - 1) / 2) * Math.min(MOST_SHIFT, width / (of + 1));
}

/** A line that slants between layers only and crosses them upright, so that it cuts the corner of no box. */
export function uprightThrough(
  xs: readonly number[],
  upper: Box,
  lower: Box,
  levels: readonly Level[],
): Point[] {
  return xs.flatMap((x, at) => {
    const { top, height } = levels[at] as Level;
    const from = at === 0 ? upper.y + upper.height : top;
    const to = at === xs.length - 1 ? lower.y : top + height;
    return from === to
      ? [{ x, y: from }]
      : [
          { x, y: from },
          { x, y: to },
        ];
  });
}

/** From the right border out and back. */
export function loopBeside({ x, y, width, height }: Box, gap: number): Point[] {
  const right = x + width;
  return [
    { x: right, y: y + height / 4 },
    { x: right + gap / 2, y: y + height / 4 },
    { x: right + gap / 2, y: y + height / 2 },
    { x: right + gap / 2, y: y + (3 * height) / 4 },
    { x: right, y: y + (3 * height) / 4 },
  ];
}

/** The point in the middle of a line with bends. */
export function halfway(points: readonly Point[]): Point {
  const lengths = points
    .slice(1)
    .map(({ x, y }, i) => Math.hypot(x - (points[i] as Point).x, y - (points[i] as Point).y));
  let left = lengths.reduce((a, b) => a + b, 0) / 2;
  for (const [i, length] of lengths.entries()) {
    if (left <= length && length > 0) {
      const from = points[i] as Point;
      const to = points[i + 1] as Point;
      return { x: from.x + ((to.x - from.x) * left) / length, y: from.y + ((to.y - from.y) * left) / length };
    }
    left -= length;
  }
  return points.at(-1) as Point;
}
