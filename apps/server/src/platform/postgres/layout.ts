import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Where things are kept. `dataDir` and what lies directly in it belong to the user who started Jingyun;
 * only `cluster` belongs to the user whom PostgreSQL runs as, so that a server taken over by an intruder
 * cannot make a root process follow a planted symbolic link.
 */
export interface Layout {
  readonly dataDir: string;
  /** PGDATA: the database files, and the server's log files in `log/`. */
  readonly clusterDir: string;
  /** Locked while a Jingyun lives; never opened by anyone else, see lock.ts. */
  readonly lockFile: string;
  /** Who holds the lock, for the message of a second start. */
  readonly holderFile: string;
  /** The port of the last successful start. */
  readonly serverFile: string;
  /** What the server says before its log collector runs. */
  readonly startupLog: string;
  readonly secretsDir: string;
  readonly passwordFile: string;
}

/** Lays out the paths for a data directory; creates nothing. */
export function layoutOf(dataDir: string): Layout {
  const root = resolve(dataDir);
  const secretsDir = join(dirname(root), 'secrets');
  return {
    dataDir: root,
    clusterDir: join(root, 'cluster'),
    lockFile: join(root, 'lock'),
    holderFile: join(root, 'holder.json'),
    serverFile: join(root, 'server.json'),
    startupLog: join(root, 'startup.log'),
    secretsDir,
    passwordFile: join(secretsDir, 'postgres-password'),
  };
}

/**
 * How a server started with `directory` as its working directory should name that directory.
 *
 * A server whose privileges were dropped may be unable to walk to it (a clone under /root, mode 700).
 * `/proc/self/cwd` leads the kernel to the directory without a walk, and PostgreSQL never leaves it, so the
 * name holds for all its processes. Rejected: ambient capabilities (DAC_READ_SEARCH is not in a container's
 * default set, and DAC_OVERRIDE would hand the server every file of the machine), a bind mount (needs
 * SYS_ADMIN), opening the parents with chmod (changes what is not ours), and keeping the data elsewhere
 * (JINGYUN_DATA_DIR would no longer hold the data).
 */
export function nameForServer(directory: string, dropped: boolean): string {
  return dropped && existsSync('/proc/self/cwd') ? '/proc/self/cwd' : directory;
}
