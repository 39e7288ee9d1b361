import { requirePositive } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { type Box, boundsOf, type Point, type TextBox } from './geometry.ts';
import { type SetText, type TextOptions, textSetter } from './text-measure.ts';

/** A cause, with causes of its own. */
export interface FishboneCause {
  id: string;
  label: string;
  causes?: readonly { id: string; label: string }[];
}

/** A bone that leaves the spine: people, method, material, … */
export interface FishboneCategory {
  id: string;
  label: string;
  causes?: readonly FishboneCause[];
}

export interface FishboneOptions extends TextOptions {
  /** Free space between labels and between bones; default 12. */
  gap?: number;
  /** Degrees between spine and bones, above 0 and below 90; default 60. */
  angle?: number;
}

/** A straight line of the skeleton. */
export interface FishboneLine {
  /** The category or cause that it belongs to; for `branch`, the cause whose sub-causes it carries. */
  id: string;
  kind: 'category' | 'cause' | 'branch' | 'subCause';
  from: Point;
  /** Nearer to the spine. */
  to: Point;
}

export interface FishboneLabel extends TextBox {
  id: string;
  kind: 'category' | 'cause' | 'subCause';
}

/** Everything to draw a fishbone diagram, from (0, 0) on. */
export interface FishboneLayout {
  bounds: Box;
  /** From the tail to the head. */
  spine: { from: Point; to: Point };
  head: TextBox;
  /** Categories in their order, each followed by its causes. */
  bones: FishboneLine[];
  labels: FishboneLabel[];
}

/** A category before its place on the spine is known: x from its joint, y away from the spine. */
interface Block {
  category: FishboneCategory;
  title: SetText;
  lines: FishboneLine[];
  labels: (FishboneLabel & { set: SetText })[];
  /** How far it reaches away from the spine, and to the left of its own slanted bone. */
  height: number;
  reach: number;
}

/**
 * The fishbone diagram (Ishikawa) of a problem as data: the problem at the head on the right, categories along the
 * spine by pairs, the first nearest to the head and above; causes as horizontal twigs on them, with their text on the
 * outer side; sub-causes as twigs on a branch at the end of their cause's twig. No two labels overlap and no line
 * runs through a label. O(n) besides the measuring of texts.
 *
 * No categories leave spine and head; empty labels take the place of an empty line.
 *
 * @throws AnalyticsError if an id occurs twice or an option is out of its range
 * @example layoutFishbone('首次解决率下降', [{ id: 'people', label: '人员', causes: [{ id: 'c1', label: '新人多' }] }]);
 */
export function layoutFishbone(
  problem: string,
  categories: readonly FishboneCategory[],
  { gap = 12, angle = 60, ...text }: FishboneOptions = {},
): FishboneLayout {
  requirePositive('options.gap', gap);
  if (!(angle > 0 && angle < 90))
    throw new AnalyticsError('options.angle', `must lie between 0 and 90, not ${angle}`);
  requireUniqueIds(categories);
  const setText = textSetter(text);
  const slant = 1 / Math.tan((angle * Math.PI) / 180);
  const problemText = setText(problem);
  const blocks = categories.map((category) => blockOf(category, setText, gap, slant));
  const lineHeight = text.lineHeight ?? 20;
  // Titles of a side stand in one row, beyond the causes of all categories of that side and the head.
  const heights = [0, 1].map((side) =>
    blocks
      .filter((_, i) => i % 2 === side)
      .reduce((most, block) => Math.max(most, block.height), problemText.height / 2 + gap),
  );
  const joints = jointsOf(blocks, gap);

  const bones: FishboneLine[] = [];
  const labels: FishboneLabel[] = [];
  for (const [i, block] of blocks.entries()) {
    const joint = joints[i >> 1] as number;
    const height = heights[i % 2] as number;
    const sign = i % 2 === 0 ? -1 : 1;
    const place = ({ x, y }: Point): Point => ({ x: joint + x, y: sign * y });
    const { id } = block.category;
    const tip = { x: -slant * height, y: height };
    bones.push({ id, kind: 'category', from: place(tip), to: place({ x: 0, y: 0 }) });
    labels.push({
      id,
      kind: 'category',
      ...textBox(place(tip), block.title, 'middle', sign, lineHeight, text.padding),
    });
    for (const line of block.lines) bones.push({ ...line, from: place(line.from), to: place(line.to) });
    for (const { set, ...label } of block.labels) {
      labels.push({
        ...label,
        ...textBox(
          place({ x: label.box.x + set.width, y: label.box.y }),
          set,
          'end',
          sign,
          lineHeight,
          text.padding,
        ),
      });
    }
  }
  const head = textBox(
    { x: problemText.width / 2, y: problemText.height / 2 },
    problemText,
    'middle',
    -1,
    lineHeight,
    text.padding,
  );
  const tail = { x: (joints.at(-1) ?? 0) - 2 * gap, y: 0 };
  const spine = { from: tail, to: { x: 0, y: 0 } };
  return moveToOrigin({ bounds: { x: 0, y: 0, width: 0, height: 0 }, spine, head, bones, labels });
}

function requireUniqueIds(categories: readonly FishboneCategory[]): void {
  const seen = new Set<string>();
  const take = (id: string, place: string): void => {
    if (seen.has(id))
      throw new AnalyticsError(`${place}.id`, `must be unique, but ${JSON.stringify(id)} occurs again`);
    seen.add(id);
  };
  for (const [i, { id, causes = [] }] of categories.entries()) {
    take(id, `categories[${i}]`);
    for (const [j, cause] of causes.entries()) {
      take(cause.id, `categories[${i}].causes[${j}]`);
      for (const [k, sub] of (cause.causes ?? []).entries()) {
        take(sub.id, `categories[${i}].causes[${j}].causes[${k}]`);
      }
    }
  }
}

/**
 * Stacks a category's texts away from the spine. A text has to end left of where the slanted line that it hangs on is
 * at the text's outer edge, since the line leans to the left.
 */
function blockOf(
  category: FishboneCategory,
  setText: (text: string) => SetText,
  gap: number,
  slant: number,
): Block {
  const lines: Block['lines'] = [];
  const labels: Block['labels'] = [];
  let height = gap;
  let reach = 0;
  /** Adds one twig at the present height, on a line that leans from (`x`, 0). @returns where the twig ends */
  const addTwig = (id: string, label: string, kind: 'cause' | 'subCause', x: number): number => {
    const set = setText(label);
    const start = x - slant * height;
    const right = x - slant * (height + set.height) - gap;
    const left = right - set.width;
    lines.push({ id, kind, from: { x: left, y: height }, to: { x: start, y: height } });
    labels.push({
      id,
      kind,
      set,
      lines: set.lines,
      box: { x: left, y: height, width: set.width, height: set.height },
      anchor: { x: 0, y: 0 },
      align: 'end',
    });
    // How far left of the category's bone: the next bone of this side leans alike.
    reach = Math.max(reach, -(left + slant * height));
    height += set.height + gap;
    return left;
  };
  for (const cause of category.causes ?? []) {
    const base = height;
    const end = addTwig(cause.id, cause.label, 'cause', 0);
    const subCauses = cause.causes ?? [];
    if (subCauses.length === 0) continue;
    const root = end + slant * base; // where the branch would meet the spine
    let top = base;
    for (const sub of subCauses) {
      top = height;
      addTwig(sub.id, sub.label, 'subCause', root);
    }
    lines.push({
      id: cause.id,
      kind: 'branch',
      from: { x: root - slant * top, y: top },
      to: { x: end, y: base },
    });
  }
  return { category, title: setText(category.label), lines, labels, height, reach };
}

/** Where each pair of categories meets the spine, from the head to the left. */
function jointsOf(blocks: readonly Block[], gap: number): number[] {
  const joints: number[] = [];
  let right = -2 * gap;
  for (let i = 0; i < blocks.length; i += 2) {
    const pair = blocks.slice(i, i + 2);
    // Titles are as wide to the right of their tip as to the left: keep those of neighbours apart.
    const before = blocks.slice(Math.max(0, i - 2), i);
    const last = joints.at(-1);
    for (const [side, block] of pair.entries()) {
      const neighbour = before[side];
      if (last === undefined || !neighbour) continue;
      right = Math.min(right, last - (neighbour.title.width + block.title.width) / 2 - gap);
    }
    joints.push(right);
    right -= Math.max(...pair.map((block) => block.reach)) + 2 * gap;
  }
  return joints;
}

/** A text whose box lies beyond `at`: above it for sign −1, below for 1. */
function textBox(
  at: Point,
  { lines, width, height }: SetText,
  align: 'middle' | 'end',
  sign: number,
  lineHeight: number,
  padding = 8,
): TextBox {
  const box = {
    x: align === 'middle' ? at.x - width / 2 : at.x - width,
    y: sign < 0 ? at.y - height : at.y,
    width,
    height,
  };
  return { box, lines, align, anchor: anchorOf(box, align, lineHeight, padding) };
}

function anchorOf(box: Box, align: 'middle' | 'end', lineHeight: number, padding: number): Point {
  const x = align === 'middle' ? box.x + box.width / 2 : box.x + box.width - padding;
  return { x, y: box.y + padding + lineHeight / 2 };
}

function moveToOrigin(layout: FishboneLayout): FishboneLayout {
  const { spine, head, bones, labels } = layout;
  const bounds = boundsOf(
    [head.box, ...labels.map(({ box }) => box)],
    [spine.from, spine.to, ...bones.flatMap(({ from, to }) => [from, to])],
  );
  const move = ({ x, y }: Point): Point => ({ x: x - bounds.x, y: y - bounds.y });
  const moveText = <T extends TextBox>(text: T): T => ({
    ...text,
    box: { ...text.box, ...move(text.box) },
    anchor: move(text.anchor),
  });
  return {
    bounds: { x: 0, y: 0, width: bounds.width, height: bounds.height },
    spine: { from: move(spine.from), to: move(spine.to) },
    head: moveText(head),
    bones: bones.map((bone) => ({ ...bone, from: move(bone.from), to: move(bone.to) })),
    labels: labels.map(moveText),
  };
}
