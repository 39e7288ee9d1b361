import { ServiceError } from './service-error.ts';

/** The members of a PostgreSQL error that are read here (postgres.js and pg name them alike, but for the constraint). */
interface PostgresError {
  code: string;
  constraint_name?: string;
  column_name?: string;
  detail?: string;
}

/**
 * Turns what PostgreSQL refused into an error a user can act on, or null where it
 * is a defect of ours. Constraints are the last line of defence: use cases check
 * first and say more.
 */
export function fromPostgres(error: unknown): ServiceError | null {
  if (!isPostgresError(error))
    return isConnectionLost(error) ? new ServiceError('unavailable', { cause: error }) : null;
  switch (error.code) {
    case '23505':
      return new ServiceError('already_exists', { params: { field: keyOf(error) }, cause: error });
    case '23503':
      return error.detail?.includes('is still referenced') === true
        ? new ServiceError('still_referenced', { cause: error })
        : new ServiceError('unknown_reference', { params: { field: keyOf(error) }, cause: error });
    case '22021': // invalid byte sequence, NUL included
    case '22P05':
      return new ServiceError('invalid_encoding', { cause: error });
    case '53100':
      return new ServiceError('disk_full', { cause: error });
    case '57P01': // the server is being stopped
    case '57P02':
    case '57P03':
    case '53300': // too many connections
      return new ServiceError('unavailable', { cause: error });
    default:
      return null;
  }
}

/**
 * Whether the database refused a statement (bad data, a constraint, a conflict), so that its transaction is certainly
 * undone. Not so where the connection was lost or the server stopped: then a commit may have gone through.
 */
export function isRefusal(error: unknown): boolean {
  return isPostgresError(error) && /^(22|23|40|42|P0)/.test(error.code);
}

function isPostgresError(error: unknown): error is PostgresError {
  return error instanceof Error && 'code' in error && /^[0-9A-Z]{5}$/.test(String(error.code));
}

function isConnectionLost(error: unknown): boolean {
  const lost = [
    'CONNECTION_CLOSED',
    'CONNECTION_ENDED',
    'CONNECTION_DESTROYED',
    'CONNECT_TIMEOUT',
    'ECONNREFUSED',
    'ENOENT',
  ];
  return error instanceof Error && 'code' in error && lost.includes(String(error.code));
}

/** `Key (org_id, email)=(…) already exists.` names the columns; the organisation is left out, it is never the news. */
function keyOf(error: PostgresError): string {
  const columns = /^Key \(([^)]*)\)/.exec(error.detail ?? '')?.[1] ?? error.constraint_name ?? '';
  return columns
    .split(', ')
    .filter((column) => column !== 'org_id')
    .join(', ');
}
