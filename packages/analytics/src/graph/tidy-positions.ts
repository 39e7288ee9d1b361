/**
 * Centres of the nodes of a forest along their level, by the algorithm of Buchheim, Jünger and Leipert (Graph Drawing
 * 2002) with nodes of different breadths: subtrees are pushed apart where their contours come nearer than `gap`, and
 * what one is pushed by is spread over the smaller ones between. Written without recursion. O(n).
 *
 * @param children places of the children of each node
 * @param roots places of those under no other
 * @param order all places, each subtree together, parents before their children
 */
export function tidyPositions(
  children: readonly (readonly number[])[],
  roots: readonly number[],
  order: readonly number[],
  breadths: readonly number[],
  gap: number,
): number[] {
  const count = breadths.length;
  // The roots hang on one more node, which is not drawn.
  const top = count;
  const childrenOf = [...children, roots];
  const breadthOf = [...breadths, 0];
  const parent = new Int32Array(count + 1).fill(-1);
  /** Place among its siblings. */
  const rank = new Int32Array(count + 1);
  for (const [place, own] of childrenOf.entries()) {
    for (const [i, child] of own.entries()) {
      parent[child] = place;
      rank[child] = i;
    }
  }
  const prelim = new Float64Array(count + 1);
  const modifier = new Float64Array(count + 1);
  const shift = new Float64Array(count + 1);
  const change = new Float64Array(count + 1);
  /** Next node on a contour below a leaf. */
  const thread = new Int32Array(count + 1).fill(-1);
  const ancestor = Int32Array.from({ length: count + 1 }, (_, i) => i);
  const defaultAncestor = new Int32Array(count + 1).fill(-1);

  const nextLeft = (place: number): number => childrenOf[place]?.[0] ?? (thread[place] as number);
  const nextRight = (place: number): number => childrenOf[place]?.at(-1) ?? (thread[place] as number);
  const distance = (a: number, b: number): number =>
    ((breadthOf[a] as number) + (breadthOf[b] as number)) / 2 + gap;

  const apportion = (place: number): void => {
    const above = parent[place] as number;
    const left = childrenOf[above]?.[(rank[place] as number) - 1];
    if (left === undefined) {
      defaultAncestor[above] = place;
      return;
    }
    let insideRight = place;
    let outsideRight = place;
    let insideLeft = left;
    let outsideLeft = childrenOf[above]?.[0] as number;
    let sumInsideRight = modifier[insideRight] as number;
    let sumOutsideRight = sumInsideRight;
    let sumInsideLeft = modifier[insideLeft] as number;
    let sumOutsideLeft = modifier[outsideLeft] as number;
    for (;;) {
      const nextInsideLeft = nextRight(insideLeft);
      const nextInsideRight = nextLeft(insideRight);
      if (nextInsideLeft < 0 || nextInsideRight < 0) break;
      insideLeft = nextInsideLeft;
      insideRight = nextInsideRight;
      outsideLeft = nextLeft(outsideLeft);
      outsideRight = nextRight(outsideRight);
      ancestor[outsideRight] = place;
      const push =
        (prelim[insideLeft] as number) +
        sumInsideLeft -
        (prelim[insideRight] as number) -
        sumInsideRight +
        distance(insideLeft, insideRight);
      if (push > 0) {
        const candidate = ancestor[insideLeft] as number;
        const from = parent[candidate] === above ? candidate : (defaultAncestor[above] as number);
        const steps = (rank[place] as number) - (rank[from] as number);
        change[place] = (change[place] as number) - push / steps;
        shift[place] = (shift[place] as number) + push;
        change[from] = (change[from] as number) + push / steps;
        prelim[place] = (prelim[place] as number) + push;
        modifier[place] = (modifier[place] as number) + push;
        sumInsideRight += push;
        sumOutsideRight += push;
      }
      sumInsideLeft += modifier[insideLeft] as number;
      sumInsideRight += modifier[insideRight] as number;
      sumOutsideLeft += modifier[outsideLeft] as number;
      sumOutsideRight += modifier[outsideRight] as number;
    }
    if (nextRight(insideLeft) >= 0 && nextRight(outsideRight) < 0) {
      thread[outsideRight] = nextRight(insideLeft);
      modifier[outsideRight] = (modifier[outsideRight] as number) + sumInsideLeft - sumOutsideRight;
    }
    if (nextLeft(insideRight) >= 0 && nextLeft(outsideLeft) < 0) {
      thread[outsideLeft] = nextLeft(insideRight);
      modifier[outsideLeft] = (modifier[outsideLeft] as number) + sumInsideRight - sumOutsideLeft;
      defaultAncestor[above] = place;
    }
  };

  const firstWalk = (place: number): void => {
    const own = childrenOf[place] as readonly number[];
    const left = childrenOf[parent[place] as number]?.[(rank[place] as number) - 1];
    const after = left === undefined ? 0 : (prelim[left] as number) + distance(left, place);
    if (own.length === 0) {
      prelim[place] = after;
    } else {
      let moved = 0;
      let changed = 0;
      for (let i = own.length - 1; i >= 0; i--) {
        const child = own[i] as number;
        prelim[child] = (prelim[child] as number) + moved;
        modifier[child] = (modifier[child] as number) + moved;
        changed += change[child] as number;
        moved += (shift[child] as number) + changed;
      }
      const middle = ((prelim[own[0] as number] as number) + (prelim[own.at(-1) as number] as number)) / 2;
      prelim[place] = left === undefined ? middle : after;
      modifier[place] = left === undefined ? 0 : after - middle;
    }
    if (place !== top) apportion(place);
  };

  for (const place of finishingOrder(childrenOf, order)) firstWalk(place);
  firstWalk(top);

  const sums = new Float64Array(count + 1);
  const centres = new Array<number>(count);
  sums[top] = modifier[top] as number;
  for (const place of order) {
    const sum = sums[parent[place] as number] as number;
    centres[place] = (prelim[place] as number) + sum;
    sums[place] = sum + (modifier[place] as number);
  }
  return centres;
}

/** Children before their parents, siblings in order. */
function finishingOrder(childrenOf: readonly (readonly number[])[], order: readonly number[]): number[] {
  const finished: number[] = [];
  const open: { place: number; left: number }[] = [];
  const close = (): void => {
    for (let last = open.at(-1); last?.left === 0; last = open.at(-1)) {
      finished.push(last.place);
      open.pop();
      const above = open.at(-1);
      if (above) above.left--;
    }
  };
  for (const place of order) {
    open.push({ place, left: (childrenOf[place] as readonly number[]).length });
    close();
  }
  return finished;
}
