import type { CauseInput } from '@jingyun/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { deepestCause, refuseBadCauses } from './cause.rules.ts';

const why = (id: string, parentId: string | null, text = id): CauseInput => ({
  id,
  tool: 'whys',
  parentId,
  category: null,
  text,
  isRoot: false,
  ticketIds: [],
});
const bone = (id: string, parentId: string | null, category: string | null): CauseInput => ({
  ...why(id, parentId),
  tool: 'fishbone',
  category,
});
const refusal = (causes: readonly CauseInput[]) => {
  try {
    refuseBadCauses(causes);
    return null;
  } catch (error) {
    if (error instanceof ServiceError) return [error.code, error.params['cause']];
    throw error;
  }
};

describe('causes', () => {
  test('may hang from one another in any order, and from nothing', () => {
    expect(refusal([])).toBeNull();
    expect(refusal([why('c', 'b'), why('b', 'a'), why('a', null), why('d', 'a')])).toBeNull();
    expect(refusal([bone('m', null, 'method'), bone('n', 'm', null)])).toBeNull();
  });

  test('never explain themselves, by however long a way', () => {
    expect(refusal([why('a', 'a', '等派单')])).toEqual(['improvement_cause_cycle', '等派单']);
    expect(refusal([why('a', 'c'), why('b', 'a'), why('c', 'b')])).toEqual(['improvement_cause_cycle', 'a']);
    // Hangs from a cycle that it is no part of.
    expect(refusal([why('x', 'a'), why('a', 'b'), why('b', 'a')])?.[0]).toBe('improvement_cause_cycle');
  });

  test('hang from what is there, of the same tool, and are named once', () => {
    expect(refusal([why('a', 'gone')])).toEqual(['improvement_cause_parent', 'a']);
    expect(refusal([bone('m', null, 'method'), why('a', 'm')])).toEqual(['improvement_cause_parent', 'a']);
    expect(refusal([why('a', null), why('a', null)])).toEqual(['improvement_cause_listed_twice', 'a']);
  });

  test('have a category where they are bones, and only there', () => {
    expect(refusal([bone('m', null, null)])).toEqual(['improvement_cause_category', 'm']);
    expect(refusal([bone('m', null, 'method'), bone('n', 'm', 'method')])?.[0]).toBe(
      'improvement_cause_category',
    );
    expect(refusal([{ ...why('a', null), category: 'people' }])?.[0]).toBe('improvement_cause_category');
  });

  test('go so many levels deep and no deeper', () => {
    const chain = (levels: number) =>
      Array.from({ length: levels }, (_, i) => why(`${i}`, i === 0 ? null : `${i - 1}`));
    expect(refusal(chain(deepestCause))).toBeNull();
    expect(refusal(chain(deepestCause + 1))?.[0]).toBe('improvement_cause_deep');
  });

  test('are refused for a cycle exactly where walking up never ends', () => {
    const parents = fc.array(fc.option(fc.nat({ max: 7 })), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(parents, (drawn) => {
        const causes = drawn.map((parent, i) =>
          why(`${i}`, parent === null ? null : `${parent % drawn.length}`),
        );
        const endless = causes.some((cause) => {
          let at: CauseInput | undefined = cause;
          for (let steps = 0; at !== undefined && steps <= causes.length; steps++)
            at = causes.find(({ id }) => id === at?.parentId);
          return at !== undefined;
        });
        expect(refusal(causes)?.[0] === 'improvement_cause_cycle').toBe(endless);
      }),
    );
  });
});
