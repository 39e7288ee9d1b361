import type { CauseInput } from '@jingyun/contracts';
import { expect, test } from 'vitest';
import {
  addCause,
  belowCause,
  causesOf,
  linkEvidence,
  markRoot,
  removeCause,
  rewordCause,
  unlinkEvidence,
} from './cause-edits.ts';

const cause = (id: string, parentId: string | null = null, rest: Partial<CauseInput> = {}): CauseInput => ({
  id,
  tool: 'whys',
  parentId,
  category: null,
  text: id,
  isRoot: false,
  ticketIds: [],
  ...rest,
});

test('a cause goes with everything that explains it, in whatever order they stand', () => {
  const causes = [cause('c', 'b'), cause('b', 'a'), cause('a'), cause('d')];
  expect(belowCause(causes, 'a').sort()).toEqual(['a', 'b', 'c']);
  expect(removeCause('b')(causes)?.map(({ id }) => id)).toEqual(['a', 'd']);
  expect(removeCause('x')(causes)).toBeNull();
});

test('an edit that another has overtaken is not made', () => {
  const mine = cause('a', null, { text: '人手不足' });
  const theirs = [{ ...mine, text: '夜班人手不足' }];
  expect(rewordCause(mine, '人手', 'people')(theirs)).toBeNull();
  expect(rewordCause(mine, '人手', 'people')([mine])).toEqual([
    { ...mine, text: '人手', category: 'people' },
  ]);
  const { isRoot: _, ticketIds: __, ...child } = cause('b', 'a');
  expect(addCause(child)([])).toBeNull();
  expect(addCause(child)([mine])?.at(-1)).toEqual(cause('b', 'a'));
  expect(markRoot('gone', true)([mine])).toBeNull();
});

test('marks and evidence change nothing else, and a ticket is linked once', () => {
  const causes = [cause('a', null, { ticketIds: ['t'] }), cause('b')];
  expect(markRoot('a', true)(causes)).toEqual([{ ...causes[0], isRoot: true }, causes[1]]);
  expect(linkEvidence('a', 't')(causes)?.[0]?.ticketIds).toEqual(['t']);
  expect(linkEvidence('b', 't')(causes)?.[1]?.ticketIds).toEqual(['t']);
  expect(unlinkEvidence('a', 't')(causes)?.[0]?.ticketIds).toEqual([]);
});

test('what came is sent back with the tickets by their ids', () => {
  const { ticketIds: _, ...plain } = cause('a');
  expect(causesOf([{ ...plain, evidence: [{ ticketId: 't', number: null, subject: null }] }])).toEqual([
    cause('a', null, { ticketIds: ['t'] }),
  ]);
});
