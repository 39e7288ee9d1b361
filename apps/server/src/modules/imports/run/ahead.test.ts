import { expect, test } from 'vitest';
import { ahead } from './ahead.ts';

async function* numbers(log: string[], upTo: number, failsAt = Number.POSITIVE_INFINITY) {
  try {
    for (let number = 1; number <= upTo; number += 1) {
      if (number === failsAt) throw new Error('broken');
      log.push(`made ${number}`);
      yield number;
    }
  } finally {
    log.push('closed');
  }
}

test('the next item is made while one is worked on, in the same order', async () => {
  const log: string[] = [];
  for await (const number of ahead(numbers(log, 3))) {
    // As with a query in flight: others get their turn.
    await new Promise((resolve) => setImmediate(resolve));
    log.push(`used ${number}`);
  }
  expect(log).toEqual(['made 1', 'made 2', 'used 1', 'made 3', 'used 2', 'closed', 'used 3']);
});

test('an error comes when its turn is, and whoever stops early closes the source', async () => {
  const log: string[] = [];
  const read: number[] = [];
  const all = async () => {
    for await (const number of ahead(numbers(log, 3, 3))) read.push(number);
  };
  await expect(all()).rejects.toThrow('broken');
  expect(read).toEqual([1, 2]);
  for await (const _ of ahead(numbers(log, 3))) break;
  expect(log.filter((line) => line === 'closed')).toHaveLength(2);
});
