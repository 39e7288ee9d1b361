import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logOfIncidents } from './data/incident-log.ts';
import { cliIn } from './harness.ts';
import type { Bench } from './types.ts';

const incidents = 25_000;

/**
 * Import of a change log shaped like the public incident log (about 5.7 rows for each
 * ticket, many of them in one minute), by the command line into an empty data folder:
 * rows a second from the start of the import to its end. The reference is the same file
 * read to its end and nothing more, the dry run.
 */
const bench: Bench = async (log) => {
  const folder = mkdtempSync(join(tmpdir(), 'jingyun-bench-import-'));
  const cli = cliIn({ JINGYUN_DATA_DIR: join(folder, 'data') });
  try {
    const path = join(folder, 'incidents.csv');
    const rows = logOfIncidents(path, incidents);
    const last = (output: string) =>
      JSON.parse(output.trim().split('\n').at(-1) ?? '{}') as { seconds: number; rows: number };
    const tried = last(cli('import', 'tickets', path, '--dry-run', '--json', '--yes'));
    log(`dry run: ${rows} rows in ${tried.seconds} s`);
    const run = last(cli('import', 'tickets', path, '--json', '--yes'));
    log(`import: ${run.rows} rows in ${run.seconds.toFixed(1)} s`);
    const [value, reference] = [rows / run.seconds, rows / tried.seconds];
    return [
      {
        name: 'import-log',
        what: `import of a change log of ${incidents} incidents`,
        value,
        unit: 'rows/s',
        reference: { what: 'the same file read and understood, nothing written', value: reference },
        ratio: value / reference,
        aim: '≥ 5,000 rows/s',
        met: value >= 5_000,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export default bench;
