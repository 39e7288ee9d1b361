import { expect, test } from 'vitest';
import { fixedSettings, hbaFile, type SettingsInput, settingsFile } from './settings.ts';

const GIB = 1024 ** 3;
const machine: SettingsInput = {
  maxConnections: 50,
  durability: 'full',
  memoryBytes: 8 * GIB,
  cpus: 2,
  linux: true,
};

test('the operator has the last word over settings, after ours and after what initdb chose', () => {
  const lines = settingsFile(machine).trim().split('\n');
  expect(lines[1]).toBe("include 'postgresql.conf'");
  expect(lines.at(-1)).toBe("include_if_exists 'custom.conf'");
});

test('only tests give up durability', () => {
  expect(settingsFile(machine)).toMatch(
    /^fsync = 'on'\nsynchronous_commit = 'on'\nfull_page_writes = 'on'$/m,
  );
  expect(settingsFile({ ...machine, durability: 'none' })).toMatch(/^fsync = 'off'$/m);
});

test('the planner is told half of the memory, and never less than 256 MB', () => {
  expect(settingsFile(machine)).toMatch(/^effective_cache_size = '4096MB'$/m);
  expect(settingsFile({ ...machine, memoryBytes: GIB / 4 })).toMatch(/^effective_cache_size = '256MB'$/m);
});

test.each([
  [1, 0],
  [2, 1],
  [16, 2],
])('with %i cores a query gets %i helpers', (cpus, helpers) => {
  expect(settingsFile({ ...machine, cpus })).toMatch(
    new RegExp(`^max_parallel_workers_per_gather = '${helpers}'$`, 'm'),
  );
});

test('nobody connects but over loopback with the password, whatever a configuration file says', () => {
  const rules = hbaFile.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(rules).toEqual(['host all all 127.0.0.1/32 scram-sha-256']);
  expect(fixedSettings('/data', 5555)).toEqual(
    expect.arrayContaining([
      'listen_addresses=127.0.0.1',
      'port=5555',
      'unix_socket_directories=',
      'hba_file=/data/jingyun_hba.conf',
    ]),
  );
});
