import { expect, test } from 'vitest';
import { forgetAfterMs, readDraft, writeDraft } from './draft.ts';

const fields = [
  ['q.score', '4'],
  ['q.reason', 'slow'],
  ['q.reason', 'rude'],
] as const;

test('what was kept comes back, until the next customer may stand there', () => {
  const kept = writeDraft(fields, 1_000);
  expect(readDraft(kept, 1_000 + forgetAfterMs - 1)).toEqual(fields);
  expect(readDraft(kept, 1_000 + forgetAfterMs)).toEqual([]);
  expect(readDraft(kept, 999)).toEqual([]);
});

test('what is broken is nothing', () => {
  for (const text of [null, '', 'null', '{}', '{"at":1,"fields":[["a",1]]}', '{"at":"1","fields":[]}'])
    expect(readDraft(text, 2)).toEqual([]);
});
