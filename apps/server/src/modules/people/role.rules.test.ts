import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  grantBeyond,
  grantsOfBuiltInRole,
  grantsOfRole,
  narrowGrants,
  unionOfGrants,
  unknownPermission,
} from './role.rules.ts';

const words = { zh: '词', en: 'word' };
const permissions = {
  'a.read': { words, roles: { manager: 'all', agent: 'team' } },
  'a.write': { words, roles: { manager: 'team' } },
  'a.end': { words, roles: {} },
} as const;

const grants = fc.dictionary(
  fc.constantFrom('a.read', 'a.write', 'a.end'),
  fc.constantFrom('own' as const, 'team' as const, 'all' as const),
);
const mapOf = (given: Record<string, 'own' | 'team' | 'all'>) => unionOfGrants([given]);

test('the owner has every permission, others what the modules declare', () => {
  expect(grantsOfBuiltInRole('owner', permissions)).toEqual({
    'a.read': 'all',
    'a.write': 'all',
    'a.end': 'all',
  });
  expect(grantsOfBuiltInRole('agent', permissions)).toEqual({ 'a.read': 'team' });
});

test('a custom role keeps only permissions that still exist, whatever their names', () => {
  const role = { key: null, grants: { 'a.read': 'own', 'gone.read': 'all', toString: 'all' } as const };
  expect(grantsOfRole(role, permissions)).toEqual({ 'a.read': 'own' });
  expect(unknownPermission(JSON.parse('{"toString":"all"}'), permissions)).toBe('toString');
});

test('of several roles the widest reach counts, in any order', () => {
  fc.assert(
    fc.property(grants, grants, (a, b) => {
      expect(new Map([...unionOfGrants([a, b])].sort())).toEqual(new Map([...unionOfGrants([b, a])].sort()));
      expect(grantBeyond(a, unionOfGrants([a, b]))).toBeNull();
    }),
  );
});

test('what is narrowed never goes beyond either side', () => {
  fc.assert(
    fc.property(grants, grants, (a, b) => {
      const both = narrowGrants(a, mapOf(b));
      expect(grantBeyond(both, mapOf(a))).toBeNull();
      expect(grantBeyond(both, mapOf(b))).toBeNull();
    }),
  );
});

test('a wider reach is beyond, as is a permission one does not have', () => {
  expect(grantBeyond({ 'a.read': 'all' }, mapOf({ 'a.read': 'team' }))).toBe('a.read');
  expect(grantBeyond({ 'a.end': 'own' }, mapOf({ 'a.read': 'all' }))).toBe('a.end');
  expect(grantBeyond({}, mapOf({}))).toBeNull();
});
