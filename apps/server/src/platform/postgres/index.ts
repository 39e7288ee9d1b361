export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  findRunningPostgres,
  type RunningPostgres,
  startEmbeddedPostgres,
} from './embedded-postgres.ts';
export { PostgresStartError, type PostgresStartErrorCode } from './errors.ts';
