import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PostgresStartError } from './errors.ts';
import type { Layout } from './layout.ts';

export interface DirectoryLock {
  release(): void;
}

const SQLITE_BUSY = 5;
const SQLITE_FULL = 13;

/**
 * Makes this process the only Jingyun on the data directory, until `release()` or its death.
 *
 * The lock is an exclusive SQLite transaction, that is, a POSIX record lock which the kernel drops when the
 * process dies however it dies, and which holds between containers that share a volume. Rejected: a pid file
 * (a reused pid, and two starts that both find it stale, cannot be told apart), a listening socket (path
 * limit of 107 bytes, same race), flock(2) (Node has none). A POSIX lock is lost when its process closes any
 * other descriptor of the file, so nothing else may open it.
 *
 * @throws PostgresStartError `data_dir_in_use` with the holder, or `access_denied`.
 */
export function lockDataDir(layout: Layout): DirectoryLock {
  let database: DatabaseSync | undefined;
  try {
    // The wait covers the moment in which isLocked() of another process looks at the lock.
    database = new DatabaseSync(layout.lockFile, { timeout: 500 });
    database.exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');
  } catch (cause) {
    database?.close();
    if (isBusy(cause)) {
      throw new PostgresStartError(
        'data_dir_in_use',
        `${describeHolder(layout)} is using ${layout.dataDir}.`,
      );
    }
    const code = sqliteCode(cause) === SQLITE_FULL ? 'disk_full' : 'access_denied';
    throw new PostgresStartError(code, `Cannot lock ${layout.lockFile}.`, { detail: String(cause), cause });
  }
  const held = database;
  try {
    writeFileSync(layout.holderFile, JSON.stringify(describeSelf()), { mode: 0o600 });
  } catch {
    // A full disk: the lock holds all the same, only its message will not say who.
  }
  return {
    release() {
      if (!held.isOpen) return;
      rmSync(layout.holderFile, { force: true });
      held.close();
    },
  };
}

/** Whether some process holds the data directory. Creates nothing. */
export function isLocked(layout: Layout): boolean {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(layout.lockFile, { readOnly: true, timeout: 0 });
    database.exec('SELECT count(*) FROM sqlite_schema');
    return false;
  } catch (cause) {
    return isBusy(cause);
  } finally {
    database?.close();
  }
}

const isBusy = (cause: unknown) => sqliteCode(cause) === SQLITE_BUSY;

function sqliteCode(cause: unknown): unknown {
  return cause instanceof Error && 'errcode' in cause ? cause.errcode : undefined;
}

function describeSelf() {
  const command = [basename(process.argv[1] ?? 'node'), process.argv[2] ?? ''].join(' ').trim();
  return {
    pid: process.pid,
    host: hostname(),
    command,
    since: Temporal.Now.instant().toString({ smallestUnit: 'second' }),
  };
}

function describeHolder(layout: Layout): string {
  try {
    const { pid, host, command, since } = JSON.parse(readFileSync(layout.holderFile, 'utf8'));
    return `Another process (${command}, pid ${pid} on ${host}, since ${since})`;
  } catch {
    return 'Another process';
  }
}
