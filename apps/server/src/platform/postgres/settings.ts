/** What the settings depend on. */
export interface SettingsInput {
  readonly maxConnections: number;
  /** `none` only for tests: a crash of the machine may then destroy the database. */
  readonly durability: 'full' | 'none';
  /** Memory of the machine in bytes. */
  readonly memoryBytes: number;
  readonly cpus: number;
  readonly linux: boolean;
}

/**
 * The server's settings, for 2 cores and 4 to 24 GiB shared with the application.
 * Read in this order, the later winning: postgresql.conf (as initdb wrote it), jingyun.conf (these),
 * custom.conf (the operator's), postgresql.auto.conf (ALTER SYSTEM), the command line (`fixedSettings`).
 */
export function settingsFile(input: SettingsInput): string {
  const mib = 1024 * 1024;
  const lines = Object.entries({
    max_connections: input.maxConnections,
    // Modest on purpose: the whole stack idles below 350 MB, and the kernel caches the files as well.
    shared_buffers: '128MB',
    effective_cache_size: `${Math.max(256, Math.floor(input.memoryBytes / 2 / mib))}MB`,
    work_mem: '8MB',
    maintenance_work_mem: '96MB',
    // Monthly partitions: one statement over years of events locks hundreds of relations.
    max_locks_per_transaction: 256,

    ...(input.durability === 'full'
      ? { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    // No replica reads this log, so bulk loads into new tables may skip it (they sync the table instead).
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_logical_replication_workers: 0,
    // Segments are recycled, not created, so that a small commit costs one fdatasync and no allocation.
    min_wal_size: input.durability === 'full' ? '256MB' : '80MB',
    max_wal_size: '1GB',
    checkpoint_timeout: '15min',

    random_page_cost: 1.1,
    // Compiling pays for queries of seconds; ours aim at milliseconds, and the library costs memory.
    jit: 'off',
    max_parallel_workers_per_gather: Math.max(0, Math.min(2, input.cpus - 1)),
    max_parallel_workers: Math.max(1, input.cpus),
    io_workers: 2,
    autovacuum_max_workers: 2,
    // A process which was killed leaves no query running on its behalf (Linux only).
    ...(input.linux ? { client_connection_check_interval: '10s' } : {}),

    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    default_text_search_config: 'pg_catalog.simple',

    shared_preload_libraries: 'pg_stat_statements',
    'pg_stat_statements.max': 2000,

    cluster_name: 'jingyun',
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgres-%Y%m%d-%H%M%S.log',
    log_file_mode: '0600',
    log_rotation_age: '1d',
    log_rotation_size: '10MB',
    log_line_prefix: '%m [%p] %q%u@%d %a ',
    log_min_duration_statement: '2s',
    // Parameters are people's data and do not belong in a log.
    log_parameter_max_length: 0,
    log_parameter_max_length_on_error: 0,
  }).map(([name, value]) => `${name} = '${value}'`);
  return [
    '# Rewritten at every start. Put settings of your own into custom.conf in this folder.',
    "include 'postgresql.conf'",
    ...lines,
    "include_if_exists 'custom.conf'",
    '',
  ].join('\n');
}

/** Written once, for the operator to edit. */
export const customFile =
  '# Settings of your own; they win over jingyun.conf and take effect at the next start.\n';

/** Who may connect: over loopback, with the password. */
export const hbaFile = '# Rewritten at every start.\nhost all all 127.0.0.1/32 scram-sha-256\n';

/** What no configuration file may change, as arguments of `postgres`. */
export function fixedSettings(directory: string, port: number): string[] {
  return Object.entries({
    config_file: `${directory}/jingyun.conf`,
    hba_file: `${directory}/jingyun_hba.conf`,
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
