import { expect, test } from 'vitest';
import { useDatabase } from '../../testing/use-database.ts';
import { ensureImportedTeams, ensureImportedUsers } from './index.ts';

const t = useDatabase();

test('the same source and name give the same user; others are apart', async () => {
  const first = await t.inOrg((tx) =>
    ensureImportedUsers(tx, t.call(), 'log', ['Resolver 1', 'Resolver 2', ' Resolver  1 ', '']),
  );
  expect([...first.keys()]).toEqual(['Resolver 1', 'Resolver 2', ' Resolver  1 ']);
  expect(first.get(' Resolver  1 ')).toBe(first.get('Resolver 1'));
  const again = await t.inOrg((tx) => ensureImportedUsers(tx, t.call(), 'log', ['Resolver 2', 'Resolver 3']));
  expect(again.get('Resolver 2')).toBe(first.get('Resolver 2'));
  const other = await t.inOrg((tx) => ensureImportedUsers(tx, t.call(), 'other', ['Resolver 2']));
  expect(other.get('Resolver 2')).not.toBe(first.get('Resolver 2'));
  const rows = await t.open.owner`select active, email from users where org_id = ${t.orgId}`;
  expect(rows).toHaveLength(4);
  expect(rows.every((row) => row['active'] === false && row['email'] === null)).toBe(true);
});

test('teams are found by name in any case; a new one is made once', async () => {
  const teams = await t.inOrg((tx) =>
    ensureImportedTeams(tx, t.call(), 'log', ['Group 70', 'GROUP 70', 'Group 24']),
  );
  expect(teams.get('Group 70')).toBe(teams.get('GROUP 70'));
  const other = await t.inOrg((tx) => ensureImportedTeams(tx, t.call(), 'other', ['group 24']));
  expect(other.get('group 24')).toBe(teams.get('Group 24'));
});

test('two imports at once agree', async () => {
  const names = Array.from({ length: 200 }, (_, n) => `Agent ${n}`);
  const [a, b] = await Promise.all([
    t.inOrg((tx) => ensureImportedUsers(tx, t.call(), 'race', names)),
    t.inOrg((tx) => ensureImportedUsers(tx, t.call(), 'race', names)),
  ]);
  expect(b).toEqual(a);
  expect(a.size).toBe(200);
});

test('hostile names are kept as text, cut where too long', async () => {
  const names = ["Robert'); drop table users;--", 'x'.repeat(5_000), '%_\\'];
  const ids = await t.inOrg((tx) => ensureImportedUsers(tx, t.call(), 'hostile', names));
  expect(ids.size).toBe(3);
  expect(
    (await t.inOrg((tx) => ensureImportedUsers(tx, t.call(), 'hostile', names))).get(names[1] ?? ''),
  ).toBe(ids.get(names[1] ?? ''));
});
