/** A division of a sub-log's activities: the group of each, or -1 if the filtered graph no longer has it. */
export interface ActivityGroups {
  readonly groupOf: Int32Array;
  readonly groups: number;
}

/** Joins activities into groups: a forest of sets (Tarjan, 1975) with path halving. */
export class Joiner {
  readonly #parent: Int32Array;

  constructor(size: number) {
    this.#parent = Int32Array.from({ length: size }, (_, i) => i);
  }

  join(a: number, b: number): void {
    const [rootA, rootB] = [this.#root(a), this.#root(b)];
    // The smaller number stays root, so that groups come in order of their first activity.
    if (rootA < rootB) this.#parent[rootB] = rootA;
    else this.#parent[rootA] = rootB;
  }

  /** Groups of the activities that `has` names, numbered in order of their first one. */
  groups(has: (a: number) => boolean): ActivityGroups {
    const groupOf = new Int32Array(this.#parent.length).fill(-1);
    const numberOf = new Map<number, number>();
    for (let a = 0; a < groupOf.length; a++) {
      if (!has(a)) continue;
      const root = this.#root(a);
      const number = numberOf.get(root) ?? numberOf.size;
      numberOf.set(root, number);
      groupOf[a] = number;
    }
    return { groupOf, groups: numberOf.size };
  }

  #root(a: number): number {
    const parent = this.#parent;
    let at = a;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] as number] as number;
      at = parent[at] as number;
    }
    return at;
  }
}

/** Gives groups the numbers of `order`, which lists the old ones; those not listed are dropped. */
export function renumber({ groupOf }: ActivityGroups, order: readonly number[]): ActivityGroups {
  const next = new Map(order.map((old, i) => [old, i]));
  return { groupOf: groupOf.map((old) => next.get(old) ?? -1), groups: order.length };
}
