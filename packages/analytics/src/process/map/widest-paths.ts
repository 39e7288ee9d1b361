/**
 * The edges of a tree that leads from `root` to every node it can reach by a widest way: one whose rarest edge is as
 * frequent as can be. Prim's scheme with the width of the way as key (Pollack, Operations Research 8, 1960).
 * O(nodes² + edges).
 *
 * @param edges the most frequent first: of equally wide ways, the one met first is taken
 * @returns places in `edges`
 */
export function widestPaths(
  nodes: number,
  edges: readonly { from: number; to: number; count: number }[],
  root: number,
): number[] {
  const out: number[][] = Array.from({ length: nodes }, () => []);
  for (const [i, { from }] of edges.entries()) out[from]?.push(i);
  const width = new Float64Array(nodes);
  const by = new Int32Array(nodes).fill(-1);
  const done = new Uint8Array(nodes);
  width[root] = Number.POSITIVE_INFINITY;
  const tree: number[] = [];
  for (;;) {
    let node = -1;
    for (let n = 0; n < nodes; n++)
      if (done[n] === 0 && (width[n] as number) > (node < 0 ? 0 : (width[node] as number))) node = n;
    if (node < 0) return tree;
    done[node] = 1;
    if (node !== root) tree.push(by[node] as number);
    for (const i of out[node] as number[]) {
      const { to, count } = edges[i] as { to: number; count: number };
      const reach = Math.min(width[node] as number, count);
      if (done[to] === 0 && reach > (width[to] as number)) {
        width[to] = reach;
        by[to] = i;
      }
    }
  }
}
