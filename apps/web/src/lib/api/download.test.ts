import { expect, test } from 'vitest';
import { fileNameOf } from './download.ts';

test('a download’s name: the UTF-8 form first, nonsense is none', () => {
  expect(fileNameOf(`attachment; filename="x.csv"; filename*=UTF-8''%E5%B7%A5%E5%8D%95.csv`)).toBe(
    '工单.csv',
  );
  expect(fileNameOf('attachment; filename="rejected-rows.csv"')).toBe('rejected-rows.csv');
  expect(fileNameOf(`attachment; filename*=UTF-8''%E5%B7`)).toBeNull();
  expect(fileNameOf(null)).toBeNull();
});
