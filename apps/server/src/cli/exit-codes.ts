/** What the CLI's exit code tells a script. Documented in docs/reference/cli.md. */
export const exitCodes = {
  ok: 0,
  /** Something failed that the message explains. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** The input was refused (a file, a mapping, an archive); nothing was changed. */
  refused: 3,
  /** Finished, but some rows were rejected; they are in the file named. */
  partly: 4,
  /** The data folder or the database cannot be used (in use, full, newer than this program). */
  unavailable: 5,
  /** Interrupted by a signal; what was done so far is kept. */
  interrupted: 130,
} as const;
