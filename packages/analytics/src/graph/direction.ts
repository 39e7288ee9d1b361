import type { Box, Point, TextBox } from './geometry.ts';
import type { TextOptions } from './text-measure.ts';

/** Where a layout grows to. Everything is placed downwards and turned at the end. */
export type Direction = 'down' | 'right';

export function turnPoint({ x, y }: Point, direction: Direction): Point {
  return direction === 'down' ? { x, y } : { x: y, y: x };
}

export function turnBox({ x, y, width, height }: Box, direction: Direction): Box {
  return direction === 'down' ? { x, y, width, height } : { x: y, y: x, width: height, height: width };
}

/** Text in the middle of its box. */
export function centredText(
  box: Box,
  lines: string[],
  { lineHeight = 20, padding = 8 }: TextOptions,
): TextBox {
  return {
    box,
    lines,
    anchor: { x: box.x + box.width / 2, y: box.y + padding + lineHeight / 2 },
    align: 'middle',
  };
}
