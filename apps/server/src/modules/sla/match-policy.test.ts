import { slaPolicyInput } from '@jingyun/contracts';
import { describe, expect, test } from 'vitest';
import { matchPolicy, policiesInForce } from './match-policy.ts';
import { factsOf, ms, policyOf } from './sla.factory.ts';

const named = (name: string, policy: Parameters<typeof policyOf>[0] = {}) =>
  policyOf({ id: name, name, ...policy });
const version = (seq: number, policy: ReturnType<typeof policyOf>, deleted = false) => ({
  seq,
  from: Date.parse(policy.validFrom),
  policy,
  deleted,
});

describe('which policies a ticket is under', () => {
  const first = version(1, named('a', { validFrom: '2026-01-01T00:00:00Z', version: 1 }));
  const second = version(3, named('a', { validFrom: '2026-03-01T00:00:00Z', version: 2 }));

  test('the version in force when it was created', () => {
    const at = (time: string) =>
      policiesInForce([first, second], 9, ms(time)).map((policy) => policy.version);
    expect(at('2025-12-31T00:00')).toEqual([]);
    expect(at('2026-02-28T23:59')).toEqual([1]);
    expect(at('2026-03-01T00:00')).toEqual([2]);
  });

  test('a policy recorded after the ticket does not reach back, though it is dated back', () => {
    const back = version(7, named('b', { validFrom: '2020-01-01T00:00:00Z' }));
    const names = (recorded: number) =>
      policiesInForce([first, back], recorded, ms('2026-02-01T00:00')).map((policy) => policy.id);
    expect(names(6)).toEqual(['a']);
    expect(names(7)).toEqual(['a', 'b']);
  });

  test('deleted and inactive ones are left out, the rest comes in order', () => {
    const versions = [
      version(1, named('c', { position: 2 })),
      version(2, named('d', { position: 1 })),
      version(3, named('e', { position: 0, active: false })),
      version(4, named('f', { position: 0 })),
      version(5, named('f', { position: 0 }), true),
    ];
    expect(policiesInForce(versions, 9, ms('2026-02-01T00:00')).map((policy) => policy.id)).toEqual([
      'd',
      'c',
    ]);
  });
});

describe('the first policy whose condition holds', () => {
  const vip = named('vip', {
    condition: {
      and: [{ '==': [{ var: 'customerTier' }, 'vip'] }, { in: [{ var: 'priority' }, ['urgent', 'high']] }],
    },
  });
  const tagged = named('tagged', { condition: { in: ['legal', { var: 'tags' }] } });
  const rest = named('rest');

  test('is tried in order', () => {
    const match = (facts: Parameters<typeof factsOf>[0]) =>
      matchPolicy([vip, tagged, rest], factsOf(facts))?.id;
    expect(match({ customerTier: 'vip', priority: 'urgent', tags: ['legal'] })).toBe('vip');
    expect(match({ customerTier: 'vip', tags: ['legal'] })).toBe('tagged');
    expect(match({})).toBe('rest');
    expect(matchPolicy([vip], factsOf())).toBeUndefined();
  });
});

describe('conditions of a policy', () => {
  const refusals = (condition: unknown) => {
    const result = slaPolicyInput.safeParse({
      name: 'x',
      condition,
      targets: { urgent: {}, high: {}, normal: {}, low: {} },
    });
    return result.success ? [] : result.error.issues.map((issue) => issue.message);
  };

  test('known fields and operators pass', () => {
    expect(refusals({ '!': [{ in: [{ var: 'channel' }, ['email', 'web']] }] })).toEqual([]);
    expect(refusals({ some: [{ var: 'tags' }, { '==': [{ var: '' }, 'vip'] }] })).toEqual([]);
  });

  test.each([
    ['a call into the runtime', { method: [{ var: 'tags' }, 'constructor', []] }, 'condition_operator'],
    ['a field nobody knows', { '==': [{ var: 'constructor.name' }, 'x'] }, 'condition_field'],
    ['a computed field', { var: { var: 'kind' } }, 'condition_field'],
    ['two operators in one', { '==': [1, 1], '!=': [1, 2] }, 'condition_shape'],
    ['a nest too deep', JSON.parse(`${'{"!":['.repeat(12)}true${']}'.repeat(12)}`), 'condition_too_large'],
    ['a list too long', { in: ['a', Array.from({ length: 300 }, () => 'a')] }, 'condition_too_large'],
  ])('%s is refused', (_, condition, refusal) => {
    expect(refusals(condition)).toContain(refusal);
  });
});
