import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combine } from './combine.ts';

describe('combine', () => {
  it('gives each caller the result of its own item, whatever the arrivals', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(3), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 7 }),
        async (turnsBefore, lanes, most) => {
          let underWay = 0;
          const seen: number[] = [];
          const double = combine<number, number>(
            async (items) => {
              expect(++underWay).toBeLessThanOrEqual(lanes);
              expect(items.length).toBeLessThanOrEqual(most);
              seen.push(...items);
              await setTimeout(0);
              underWay--;
              return items.map((item) => item * 2);
            },
            { lanes, most },
          );
          const answers: Promise<number>[] = [];
          for (const [i, turns] of turnsBefore.entries()) {
            for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
            answers.push(double(i));
          }
          expect(await Promise.all(answers)).toEqual(turnsBefore.map((_, i) => i * 2));
          expect(seen).toEqual(turnsBefore.map((_, i) => i));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('puts those who come while a batch is under way into the next one', async () => {
    const batches: number[][] = [];
    const gates: (() => void)[] = [];
    const go = combine<number, number>(
      async (items) => {
        batches.push([...items]);
        await new Promise<void>((open) => gates.push(open));
        return items;
      },
      { lanes: 1, most: 10 },
    );
    const first = go(1);
    await new Promise(setImmediate);
    const others = [go(2), go(3)];
    await new Promise(setImmediate);
    expect(batches).toEqual([[1]]);
    gates[0]!();
    await first;
    await new Promise(setImmediate);
    gates[1]!();
    expect(await Promise.all(others)).toEqual([2, 3]);
    expect(batches).toEqual([[1], [2, 3]]);
  });

  it('rejects the items of a batch that failed, and goes on with the next', async () => {
    const go = combine<string, string>(
      async (items) => {
        if (items.includes('bad')) throw new Error('refused');
        return items;
      },
      { lanes: 1, most: 2 },
    );
    const answers = await Promise.allSettled(['good', 'bad', 'better'].map(go));
    expect(answers.map((answer) => answer.status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  });
});
