/**
 * Gives the same items, but begins with the next while one is being worked on: the
 * file is read and understood in this process while the database writes.
 */
export async function* ahead<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = items.next();
  try {
    for (;;) {
      const item = await next;
      if (item.done) return;
      next = items.next();
      // Whoever stops early never awaits it; its error would otherwise end the process.
      next.catch(() => undefined);
      yield item.value;
    }
  } finally {
    await next.catch(() => undefined);
    await items.return(undefined);
  }
}
