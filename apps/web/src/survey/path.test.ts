import { expect, test } from 'vitest';
import { pathThrough } from './path.ts';

const steps = [
  { id: 'score', branches: [{ when: { from: 4, to: 5 }, goTo: 'words' }, { goTo: 'reason' }] },
  { id: 'reason', branches: [{ when: { options: ['rude'] }, goTo: 'end' }, { goTo: 'words' }] },
  { id: 'words', branches: [{ goTo: 'end' }] },
];
const given = (answers: Record<string, string[]>) => pathThrough(steps, (id) => answers[id] ?? []);

test('answers lead along their branches, unanswered questions to the next', () => {
  expect(given({})).toEqual(['score', 'reason', 'words']);
  expect(given({ score: ['5'] })).toEqual(['score', 'words']);
  expect(given({ score: ['1'], reason: ['slow', 'rude'] })).toEqual(['score', 'reason']);
});

test('a page that was tampered with into a circle still ends', () => {
  expect(pathThrough([{ id: 'a', branches: [{ goTo: 'a' }] }], () => [])).toEqual(['a']);
});
