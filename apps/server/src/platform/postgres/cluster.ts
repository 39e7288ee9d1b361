import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { lastWords, PostgresStartError, recogniseFailure } from './errors.ts';
import { type Layout, nameForServer } from './layout.ts';
import { endLeftovers } from './leftovers.ts';
import { giveTo, type ServerUser, spawnAs } from './server-user.ts';
import { customFile, hbaFile, type SettingsInput, settingsFile } from './settings.ts';

/** PostgreSQL's superuser and the owner of the database. The application's own role is made by a migration. */
export const OWNER = 'jingyun_owner';

export interface ClusterContext {
  readonly layout: Layout;
  readonly binaries: Binaries;
  readonly user: ServerUser | undefined;
  readonly settings: SettingsInput;
}

/**
 * Makes the cluster ready to be started: creates it when there is none, checks its version, gives files
 * unpacked by root to the server's user, and writes the settings. Call with the directory locked.
 *
 * @returns the owner's password.
 * @throws PostgresStartError `disk_full`, `wrong_version`, `init_failed`, …
 */
export async function prepareCluster(context: ClusterContext): Promise<string> {
  const { layout, binaries, user } = context;
  await removeUnfinished(layout);
  const isNew = !existsSync(join(layout.clusterDir, 'PG_VERSION'));
  const kept = readPassword(layout);
  const password = kept ?? randomBytes(24).toString('hex');
  if (isNew) await createCluster(context, password);
  else {
    checkVersion(layout, binaries);
    if (user !== undefined && lstatSync(layout.clusterDir).uid === 0) giveTo(user, layout.clusterDir);
  }
  writeForServer(join(layout.clusterDir, 'jingyun.conf'), settingsFile(context.settings), user);
  writeForServer(join(layout.clusterDir, 'jingyun_hba.conf'), hbaFile, user);
  if (!isNew && kept === undefined) resetPassword(context, password);
  if (kept === undefined) keepPassword(layout, password);
  return password;
}

/** The owner's password, or undefined when there is none yet. */
export function readPassword(layout: Layout): string | undefined {
  return existsSync(layout.passwordFile) ? readFileSync(layout.passwordFile, 'utf8').trim() : undefined;
}

/**
 * Runs initdb in a folder of its own and renames the result, so that a cluster is whole or absent: whatever
 * kills initdb, the next start finds `init-*` and begins afresh. initdb syncs its files before we rename.
 */
async function createCluster(context: ClusterContext, password: string): Promise<void> {
  const { layout, user, settings } = context;
  const workDir = mkdtempSync(join(layout.dataDir, 'init-'));
  try {
    const made = join(workDir, 'cluster');
    mkdirSync(made, { mode: 0o700 });
    // Beside the cluster and read as ../password: reachable for the server's user, and on no command line.
    writeForServer(join(workDir, 'password'), `${password}\n`, undefined);
    giveTo(user, workDir);
    let failure = '';
    // pg_trgm sees no Chinese characters under LC_CTYPE C, therefore C.UTF-8; macOS may not have it.
    for (const ctype of ['C.UTF-8', 'en_US.UTF-8']) {
      const { code, output } = await runInitdb(context, made, ctype);
      if (code === 0) {
        writeForServer(join(made, 'custom.conf'), customFile, user);
        publish(made, layout, settings.durability === 'full');
        return;
      }
      failure = output;
      if (!/invalid locale name/.test(output)) break;
      rmSync(made, { recursive: true, force: true });
      mkdirSync(made, { mode: 0o700 });
      giveTo(user, made);
    }
    const cause = recogniseFailure(failure);
    const code =
      cause === 'unknown' || cause === 'port_taken' || cause === 'leftover_memory' ? 'init_failed' : cause;
    throw new PostgresStartError(code, `Cannot create the database in ${layout.dataDir}.`, {
      detail: lastWords(failure),
    });
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
}

function runInitdb(
  context: ClusterContext,
  directory: string,
  ctype: string,
): Promise<{ code: number | null; output: string }> {
  const args = [
    ...[
      '-D',
      nameForServer(directory, context.user !== undefined),
      '--username',
      OWNER,
      '--pwfile=../password',
    ],
    ...['--auth=scram-sha-256', '--encoding=UTF8', '--data-checksums', '--text-search-config=simple'],
    // The built-in provider sorts by code point, the same on every machine and after every system upgrade.
    ...[
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      `--lc-ctype=${ctype}`,
      '--no-instructions',
    ],
    ...(context.settings.durability === 'none' ? ['--no-sync'] : []),
  ];
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(context.binaries.initdb, args, {
      ...spawnAs(context.user, directory),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    child.once('error', (error) => resolve({ code: null, output: `${output}\n${error.message}` }));
    child.once('close', (code) => resolve({ code, output }));
  });
}

function publish(made: string, layout: Layout, sync: boolean): void {
  renameSync(made, layout.clusterDir);
  if (!sync) return;
  const directory = openSync(layout.dataDir, 'r');
  fsyncSync(directory);
  closeSync(directory);
}

async function removeUnfinished(layout: Layout): Promise<void> {
  for (const name of readdirSync(layout.dataDir)) {
    if (!name.startsWith('init-')) continue;
    const workDir = join(layout.dataDir, name);
    // An initdb whose application was killed works on, and would put files where we remove them.
    await endLeftovers(join(workDir, 'cluster'), { fast: 0, immediate: 5_000 });
    rmSync(workDir, { recursive: true, force: true });
  }
}

function checkVersion(layout: Layout, binaries: Binaries): void {
  const found = readFileSync(join(layout.clusterDir, 'PG_VERSION'), 'utf8').trim();
  if (found === String(binaries.major)) return;
  throw new PostgresStartError(
    'wrong_version',
    `${layout.clusterDir} was written by PostgreSQL ${found}; this is PostgreSQL ${binaries.major}.`,
  );
}

/**
 * Replaces a file in a folder that may belong to another user: created exclusively under a new name and
 * renamed, so that root never writes through a symbolic link planted there.
 */
function writeForServer(path: string, text: string, user: ServerUser | undefined): void {
  const draft = `${path}.new`;
  rmSync(draft, { force: true });
  const file = openSync(
    draft,
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
    0o600,
  );
  try {
    writeSync(file, text);
    if (user !== undefined) fchownSync(file, user.uid, user.gid);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

function keepPassword(layout: Layout, password: string): void {
  mkdirSync(layout.secretsDir, { recursive: true, mode: 0o700 });
  chmodSync(layout.secretsDir, 0o700);
  writeForServer(layout.passwordFile, `${password}\n`, undefined);
}

/** Secrets were lost, for example in a partial restore: whoever may read the files may set a new password. */
function resetPassword({ binaries, layout, user }: ClusterContext, password: string): void {
  const args = ['--single', '-j', '-D', nameForServer(layout.clusterDir, user !== undefined), 'postgres'];
  const run = spawnSync(binaries.postgres, args, {
    ...spawnAs(user, layout.clusterDir),
    input: `ALTER ROLE ${OWNER} PASSWORD '${password}';\n\n`,
    encoding: 'utf8',
  });
  if (run.status === 0) return;
  throw new PostgresStartError('server_failed', 'Cannot set a new password for the database owner.', {
    detail: lastWords(run.stderr),
  });
}
