/** For tests: what the miners must find, by the definitions. */
import fc from 'fast-check';

/** Up to 40 baskets of these items, with a common core in some so that there are closed sets worth the name. */
export function someBasketsOf(letters: string): fc.Arbitrary<string[][]> {
  return fc.array(
    fc
      .tuple(fc.subarray([...letters]), fc.boolean())
      .map(([items, core]) => (core ? [...new Set([...items, 'a', 'b', 'c'])] : items)),
    { maxLength: 40 },
  );
}

/** Every set that occurs at least `count` times, by trying all subsets of the items; by its sorted items as one text. */
export function frequentByBruteForce(lists: readonly string[][], count: number): Map<string, number> {
  const items = [...new Set(lists.flat())].sort();
  const masks = lists.map((list) => list.reduce((mask, item) => mask | (1 << items.indexOf(item)), 0));
  const found = new Map<string, number>();
  for (let set = 1; set < 1 << items.length; set++) {
    const seen = masks.filter((mask) => (mask & set) === set).length;
    if (seen >= count) found.set(items.filter((_item, i) => set & (1 << i)).join(''), seen);
  }
  return found;
}

/** Whether every item of the second is in the first. */
export function contains(larger: string, smaller: string): boolean {
  return [...smaller].every((item) => larger.includes(item));
}
