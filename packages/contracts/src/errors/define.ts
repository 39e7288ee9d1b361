import type { Words } from '../common.ts';

/** One row of the error table. */
export interface ErrorRow {
  /** HTTP status, and for the CLI its exit code (see docs/reference/errors.md). */
  status: number;
  /** What happened and what to do. `{name}` places are filled from the error's details. */
  message: Words;
  /** True where an operator should hear of it (logged as an error, not as a client's mistake). */
  reportable?: boolean;
}

/** Declares rows of the one error table; the identity function, there to check the shape and keep the codes as literals. */
export function defineErrors<const T extends Record<string, ErrorRow>>(rows: T): T {
  return rows;
}
