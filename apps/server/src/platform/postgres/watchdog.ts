import { spawn } from 'node:child_process';
import { type ServerUser, spawnAs } from './server-user.ts';

export interface Watchdog {
  /** Lets the watchdog go without stopping the server. */
  dismiss(): void;
}

// `read` returns at our word or, when we die, at the end of the pipe. The kernel closes the pipe after
// kill -9, too. The postmaster is the one named in the pid file at that time and, where /proc can tell,
// working in this folder: a reused pid is left alone.
const script = `
read -r word
[ "$word" = dismissed ] && exit
read -r pid < postmaster.pid || exit
[ -d /proc/self ] && [ ! "/proc/$pid/cwd" -ef . ] && exit
kill -INT "$pid"
`;

/**
 * Stops the server (fast shutdown) when this process dies without having done so.
 * Costs one sleeping shell (0.7 MB). It has a session of its own, so that a Ctrl-C in the terminal does not
 * end it before the application has stopped the server in its own order.
 */
export function startWatchdog(clusterDir: string, user: ServerUser | undefined): Watchdog {
  const child = spawn('/bin/sh', ['-c', script], {
    ...spawnAs(user, clusterDir),
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  // Without a watchdog the next start still finds and ends what is left over.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.unref();
  return { dismiss: () => child.stdin.end('dismissed\n') };
}
