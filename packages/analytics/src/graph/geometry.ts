/** A place on the drawing: x to the right, y downwards, both in the units that the text measure returns. */
export interface Point {
  x: number;
  y: number;
}

/** A rectangle by its upper left corner. */
export interface Box extends Point {
  width: number;
  height: number;
}

/** Text with its place. Lines are set from the top of the box, `lineHeight` apart. */
export interface TextBox {
  box: Box;
  lines: string[];
  /** Where the middle of the first line is drawn: at its start, middle or end, as `align` says. */
  anchor: Point;
  align: 'start' | 'middle' | 'end';
}

/** The smallest box around boxes and points; empty at the origin for none. */
export function boundsOf(boxes: Iterable<Box>, points: Iterable<Point> = []): Box {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  const take = (x: number, y: number, width: number, height: number): void => {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  };
  for (const { x, y, width, height } of boxes) take(x, y, width, height);
  for (const { x, y } of points) take(x, y, 0, 0);
  return left > right
    ? { x: 0, y: 0, width: 0, height: 0 }
    : { x: left, y: top, width: right - left, height: bottom - top };
}
