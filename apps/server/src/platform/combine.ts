/** How much goes together: batches under way at a time, and items of one batch at most. */
export interface CombineOptions {
  lanes: number;
  most: number;
}

interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (reason: unknown) => void;
}

/**
 * Lets callers that come at the same moment share one piece of work, as commits share one flush to disk: while all
 * lanes are busy, items wait and go together in the next batch. An item that finds a lane free goes at the end of
 * this turn of the event loop, so nobody waits for company.
 *
 * @param run gets items in the order of their arrival and answers one result for each, in that order. Where it
 *   rejects, each of its items does.
 */
export function combine<Item, Result>(
  run: (items: readonly Item[]) => Promise<readonly Result[]>,
  { lanes, most }: CombineOptions,
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let busy = 0;
  let called = false;

  const runNext = async () => {
    const batch = waiting.splice(0, most);
    busy++;
    try {
      const results = await run(batch.map(({ item }) => item));
      for (const [i, { resolve }] of batch.entries()) resolve(results[i]!);
    } catch (reason) {
      for (const { reject } of batch) reject(reason);
    } finally {
      busy--;
      call();
    }
  };
  const call = () => {
    if (called || waiting.length === 0 || busy >= lanes) return;
    called = true;
    setImmediate(() => {
      called = false;
      while (waiting.length > 0 && busy < lanes) void runNext();
    });
  };
  return (item) =>
    new Promise<Result>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      call();
    });
}
