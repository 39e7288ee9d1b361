import { expect, test } from 'vitest';
import { matrixShares } from './matrix-shares.ts';

const option = (id: string) => ({ id, label: { en: id } });

test('each row of a matrix adds up to its own answers; what nobody chose is there with none', () => {
  const question = { rows: [option('speed'), option('manner')], columns: [option('bad'), option('good')] };
  const shares = matrixShares(question, [
    { value: 'speed=good', answers: 3 },
    { value: 'speed=bad', answers: 1 },
    { value: 'gone=good', answers: 9 },
  ]);
  expect(shares.map(({ answers, cells }) => [answers, ...cells.map(({ share }) => share)])).toEqual([
    [4, 0.25, 0.75],
    [0, 0, 0],
  ]);
});
