import { describe, expect, test } from 'vitest';
import { fileError, lastWords, PostgresStartError, recogniseFailure } from './errors.ts';

describe('recogniseFailure', () => {
  test.each([
    ['FATAL:  could not write lock file "postmaster.pid": No space left on device', 'disk_full'],
    [
      'FATAL:  could not extend file "base/1/2691": wrote only 4096 of 8192 bytes\nHINT:  Check free disk space.',
      'disk_full',
    ],
    ['FATAL:  could not write to file "pg_wal/xlogtemp.9": File too large', 'disk_full'],
    ['FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use', 'leftover_memory'],
    ['FATAL:  lock file "postmaster.pid" already exists', 'data_dir_in_use'],
    [
      'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use\nFATAL:  could not create any TCP/IP sockets',
      'port_taken',
    ],
    ['LOG:  could not bind IPv4 address "127.0.0.1": Operation not permitted', 'port_unavailable'],
    ['FATAL:  database files are incompatible with server', 'wrong_version'],
    ['FATAL:  data directory "/x" has wrong ownership', 'wrong_owner'],
    ['FATAL:  could not map anonymous shared memory: Cannot allocate memory', 'out_of_memory'],
    ['FATAL:  configuration file "/x/custom.conf" contains errors', 'settings_rejected'],
    ['initdb: error: could not look up effective user ID 4711: user does not exist', 'no_server_user'],
    ["postgres: /lib/libc.so.6: version `GLIBC_2.27' not found", 'binaries_unusable'],
    ['initdb: error: could not change permissions of directory "/x": Permission denied', 'access_denied'],
    ['something new', 'unknown'],
  ])('%s', (output, cause) => {
    expect(recogniseFailure(output)).toBe(cause);
  });
});

test('every error has a hint that a person can follow', () => {
  const error = new PostgresStartError('wrong_version', 'Not this one.', { detail: 'FATAL' });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name: 'PostgresStartError', code: 'wrong_version', detail: 'FATAL' });
  expect(error.hint).toMatch(/backup/);
});

test.each([
  ['ENOSPC', 'disk_full'],
  ['EDQUOT', 'disk_full'],
  ['EACCES', 'access_denied'],
  ['EROFS', 'access_denied'],
  ['EIO', 'server_failed'],
])('fileError maps %s to %s', (code, expected) => {
  expect(fileError(Object.assign(new Error('x'), { code }), '/data').code).toBe(expected);
});

test('lastWords keeps the end and drops empty lines', () => {
  expect(lastWords('a\n\nb \n\nc\n', 2)).toBe('b\nc');
});
