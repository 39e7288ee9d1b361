/** An edge between nodes by their places; `reversed` if it was turned round to break a cycle. */
export interface Link {
  from: number;
  to: number;
  weight: number;
  reversed: boolean;
}

/** Links by the node that they leave and by the one that they enter. */
export function neighbourhoods(count: number, links: readonly Link[]): { out: Link[][]; into: Link[][] } {
  const out: Link[][] = Array.from({ length: count }, () => []);
  const into: Link[][] = Array.from({ length: count }, () => []);
  for (const link of links) {
    (out[link.from] as Link[]).push(link);
    (into[link.to] as Link[]).push(link);
  }
  return { out, into };
}
