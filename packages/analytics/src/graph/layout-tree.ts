import { requirePositive } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { centredText, type Direction, turnBox, turnPoint } from './direction.ts';
import { type Box, boundsOf, type Point, type TextBox } from './geometry.ts';
import { type TextOptions, textSetter } from './text-measure.ts';
import { tidyPositions } from './tidy-positions.ts';

/** A node by its id, under its parent; roots have none. */
export interface TreeNode {
  id: string;
  parent: string | null;
  label: string;
}

export interface TreeOptions extends TextOptions {
  /** Where children are: below their parent, or to its right; default `down`. */
  direction?: Direction;
  /** Free space between neighbours of a level; default 16. */
  gap?: number;
  /** Free space between levels, for the lines; default 32. */
  levelGap?: number;
}

export interface PlacedTreeNode extends TextBox {
  id: string;
  parent: string | null;
  /** 0 for roots. */
  depth: number;
}

/** A line from parent to child with two right angles. */
export interface TreeEdge {
  from: string;
  to: string;
  points: Point[];
}

/** Everything to draw a tree, from (0, 0) on. */
export interface TreeLayout {
  bounds: Box;
  /** In the order given. */
  nodes: PlacedTreeNode[];
  edges: TreeEdge[];
}

/**
 * A tree such as the five whys as data: levels in rows (or columns), children in the order given, each parent over
 * the middle of its children, equal subtrees drawn alike, as narrow as that allows (Reingold and Tilford, 1981; in
 * linear time by Buchheim, Jünger and Leipert, "Improving Walker's algorithm to run in linear time", 2002). Several
 * roots make several trees side by side. O(n); depth is not bounded by the stack.
 *
 * @returns no nodes for none
 * @throws AnalyticsError if an id occurs twice, a parent is unknown, nodes are their own ancestors, or an option is
 * out of its range
 * @example layoutTree([{ id: 'late', parent: null, label: 'Late' }, { id: 'why1', parent: 'late', label: 'No stock' }]);
 */
export function layoutTree(
  nodes: readonly TreeNode[],
  { direction = 'down', gap = 16, levelGap = 32, ...text }: TreeOptions = {},
): TreeLayout {
  requirePositive('options.gap', gap);
  requirePositive('options.levelGap', levelGap);
  const setText = textSetter(text);
  const { children, roots, depths, order } = readTree(nodes);
  const texts = nodes.map(({ label }) => setText(label));
  // Placed as if downwards: breadth is the extent along a level, depth across levels.
  const breadths = texts.map(({ width, height }) => (direction === 'down' ? width : height));
  const thicknesses = texts.map(({ width, height }) => (direction === 'down' ? height : width));
  const levels: { thickness: number; top: number }[] = [];
  for (const [i, depth] of depths.entries()) {
    while (levels.length <= depth) levels.push({ thickness: 0, top: 0 });
    const level = levels[depth] as { thickness: number };
    level.thickness = Math.max(level.thickness, thicknesses[i] as number);
  }
  let top = 0;
  for (const level of levels) {
    level.top = top;
    top += level.thickness + levelGap;
  }
  const centres = tidyPositions(children, roots, order, breadths, gap);
  let left = 0;
  for (const [i, centre] of centres.entries()) left = Math.min(left, centre - (breadths[i] as number) / 2);

  const boxes = nodes.map((_, i): Box => {
    const breadth = breadths[i] as number;
    const { top } = levels[depths[i] as number] as { top: number };
    return {
      x: (centres[i] as number) - left - breadth / 2,
      y: top,
      width: breadth,
      height: thicknesses[i] as number,
    };
  });
  const placed = nodes.map(({ id, parent }, i): PlacedTreeNode => {
    const { lines } = texts[i] as { lines: string[] };
    const box = turnBox(boxes[i] as Box, direction);
    return { id, parent, depth: depths[i] as number, ...centredText(box, lines, text) };
  });
  const edges: TreeEdge[] = [];
  for (const [parent, own] of children.entries()) {
    for (const child of own) {
      const from = boxes[parent] as Box;
      const to = boxes[child] as Box;
      const start = from.x + from.width / 2;
      const end = to.x + to.width / 2;
      const middle = to.y - levelGap / 2;
      const points = [
        { x: start, y: from.y + from.height },
        { x: start, y: middle },
        { x: end, y: middle },
        { x: end, y: to.y },
      ];
      edges.push({
        from: (nodes[parent] as TreeNode).id,
        to: (nodes[child] as TreeNode).id,
        points: points.map((point) => turnPoint(point, direction)),
      });
    }
  }
  const bounds = boundsOf(placed.map(({ box }) => box));
  return { bounds, nodes: placed, edges };
}

/** Children by place, roots, depths, and the places with parents before their children. */
function readTree(nodes: readonly TreeNode[]): {
  children: number[][];
  roots: number[];
  depths: number[];
  order: number[];
} {
  const places = new Map<string, number>();
  for (const [i, { id }] of nodes.entries()) {
    if (places.has(id)) {
      throw new AnalyticsError(`nodes[${i}].id`, `must be unique, but ${JSON.stringify(id)} occurs again`);
    }
    places.set(id, i);
  }
  const children: number[][] = nodes.map(() => []);
  const roots: number[] = [];
  for (const [i, { parent }] of nodes.entries()) {
    if (parent === null) {
      roots.push(i);
      continue;
    }
    const place = places.get(parent);
    if (place === undefined) {
      throw new AnalyticsError(
        `nodes[${i}].parent`,
        `must be the id of a node, but ${JSON.stringify(parent)} is none`,
      );
    }
    (children[place] as number[]).push(i);
  }
  const depths = new Array<number>(nodes.length).fill(-1);
  const order: number[] = [];
  const open = roots.toReversed();
  for (const root of roots) depths[root] = 0;
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    order.push(place);
    for (const child of (children[place] as number[]).toReversed()) {
      depths[child] = (depths[place] as number) + 1;
      open.push(child);
    }
  }
  if (order.length < nodes.length) {
    const i = depths.indexOf(-1);
    throw new AnalyticsError(
      `nodes[${i}].parent`,
      `must lead to a root, but ${JSON.stringify(nodes[i]?.id)} is in or under a cycle`,
    );
  }
  return { children, roots, depths, order };
}
