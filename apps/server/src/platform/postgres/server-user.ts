import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { PostgresStartError } from './errors.ts';
import type { Layout } from './layout.ts';

/** The user to whom the server's processes and files belong, when that is not the current one. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

/**
 * Whom the server runs as: the current user, or, since PostgreSQL refuses root, for root the owner of the
 * existing files, else the system user `jingyun`, `postgres` or `nobody`, whichever exists first.
 *
 * No user is created: that would change the machine, not only our directory. `nobody` may be shared with
 * other daemons; whoever minds creates `jingyun` before the first start.
 *
 * @returns undefined when the server runs as the current user.
 * @throws PostgresStartError `no_server_user`, or `wrong_owner` when an ordinary user meets another's files.
 */
export function chooseServerUser(layout: Layout): ServerUser | undefined {
  const self = process.getuid?.();
  if (self === undefined) return undefined;
  const owner = statSync(layout.clusterDir, { throwIfNoEntry: false });
  if (self !== 0) {
    if (owner !== undefined && owner.uid !== self) {
      throw new PostgresStartError(
        'wrong_owner',
        `${layout.clusterDir} belongs to user ${owner.uid}, not to ${self}.`,
      );
    }
    return undefined;
  }
  // Files of root's were copied or unpacked here by root; adoptFiles() gives them to the server's user.
  if (owner !== undefined && owner.uid !== 0)
    return { uid: owner.uid, gid: owner.gid, name: `uid ${owner.uid}` };
  for (const name of ['jingyun', 'postgres', 'nobody']) {
    const found = lookUp(name);
    if (found !== undefined) return found;
  }
  throw new PostgresStartError(
    'no_server_user',
    'Started as root, and there is no user to run PostgreSQL as.',
  );
}

/** Asks `id`, which unlike /etc/passwd knows every source of users, on macOS too. */
function lookUp(name: string): ServerUser | undefined {
  try {
    const ask = (flag: string) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    const [uid, gid] = [ask('-u'), ask('-g')];
    return uid > 0 ? { uid, gid, name } : undefined;
  } catch {
    return undefined;
  }
}

/** Gives a directory and all in it to the server's user; does nothing when that is the current one. */
export function giveTo(user: ServerUser | undefined, directory: string): void {
  if (user === undefined) return;
  try {
    execFileSync('chown', ['-R', '-h', `${user.uid}:${user.gid}`, directory], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  } catch (cause) {
    throw new PostgresStartError('privileges_not_dropped', `Cannot give ${directory} to ${user.name}.`, {
      detail: String(cause),
      cause,
    });
  }
}

/**
 * Options for spawning a process of the server's. The environment is cut to what it needs: no PG* variable,
 * locale or library path of the caller's reaches it. libuv changes directory before it changes the user,
 * so `cwd` may lie where that user could not walk, and clears the supplementary groups.
 */
export function spawnAs(user: ServerUser | undefined, cwd: string) {
  const path = process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin';
  return {
    cwd,
    env: { PATH: path, LC_ALL: 'C', TZ: 'UTC' },
    ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
  };
}
