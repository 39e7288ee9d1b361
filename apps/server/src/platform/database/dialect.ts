import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type postgres from 'postgres';

/**
 * Kysely on postgres.js with prepared statements.
 *
 * The published dialect (kysely-postgres-js 5) sends every query unprepared: parse
 * and plan each time, and one round trip more to learn the parameter types. On
 * ticket creation that is a third of the throughput, so these forty lines are ours.
 */
export function postgresJsDialect(pool: postgres.Sql): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PostgresJsDriver(pool),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class PostgresJsDriver extends PostgresDriver {
  readonly #pool: postgres.Sql;

  constructor(pool: postgres.Sql) {
    // The parent's pool is never used: acquiring, releasing and closing are all overridden.
    super({ pool: undefined as never });
    this.#pool = pool;
  }

  override async init(): Promise<void> {}

  override async acquireConnection() {
    return new PostgresJsConnection(await this.#pool.reserve(), this.#pool) as never;
  }

  override async releaseConnection(connection: unknown): Promise<void> {
    (connection as PostgresJsConnection).release();
  }

  override async destroy(): Promise<void> {
    await this.#pool.end({ timeout: 5 });
  }
}

class PostgresJsConnection implements DatabaseConnection {
  readonly #reserved: postgres.ReservedSql;
  readonly #pool: postgres.Sql;

  constructor(reserved: postgres.ReservedSql, pool: postgres.Sql) {
    this.#reserved = reserved;
    this.#pool = pool;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.#send(query);
    return { numAffectedRows: BigInt(result.count ?? 0), rows: result as unknown as R[] };
  }

  async *streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    for await (const rows of this.#send(query).cursor(chunkSize)) yield { rows: rows as unknown as R[] };
  }

  release(): void {
    this.#reserved.release();
  }

  #send(query: CompiledQuery): postgres.PendingQuery<postgres.Row[]> {
    const parameters = query.parameters.map((value) => this.#parameter(value));
    // Raw text without parameters may hold several statements: only the simple protocol takes those.
    const simple = query.query.kind === 'RawNode' && parameters.length === 0;
    return this.#reserved.unsafe(query.sql, parameters, (simple ? { simple } : { prepare: true }) as never);
  }

  /**
   * postgres.js guesses an array's type from its first element and guesses the element's
   * type, not the array's, for booleans, bytes and big integers; and takes `true` for a
   * boolean where the server wants JSON. Type 0 lets the server say.
   */
  #parameter(value: unknown): postgres.ParameterOrJSON<never> {
    return (
      Array.isArray(value) || typeof value === 'boolean' ? this.#pool.typed(value as never, 0) : value
    ) as postgres.ParameterOrJSON<never>;
  }
}
