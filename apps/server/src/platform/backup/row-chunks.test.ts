import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type RowChunk, rowChunks } from './row-chunks.ts';

test('parts hold all bytes in order, end with a row, and count their rows, however the input is cut', async () => {
  const rows = fc.array(fc.string({ maxLength: 40 }).map((text) => `${text.replaceAll('\n', '\\n')}\n`));
  await fc.assert(
    fc.asyncProperty(
      rows,
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 100 }),
      async (lines, cut, size) => {
        const whole = Buffer.from(lines.join(''));
        const pieces = async function* () {
          for (let at = 0; at < whole.length; at += cut) yield whole.subarray(at, at + cut);
        };
        const chunks: RowChunk[] = [];
        for await (const chunk of rowChunks(pieces(), size)) chunks.push(chunk);
        expect(Buffer.concat(chunks.map(({ bytes }) => bytes))).toEqual(whole);
        expect(chunks.reduce((sum, chunk) => sum + chunk.rows, 0)).toBe(lines.length);
        for (const { bytes, rows: count } of chunks) {
          expect(bytes.at(-1)).toBe(0x0a);
          expect(bytes.toString().split('\n')).toHaveLength(count + 1);
        }
      },
    ),
  );
});
