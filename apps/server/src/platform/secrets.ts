import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config/config.ts';

/**
 * The installation's secret, from which session cookies and links are signed: from
 * JINGYUN_SECRET, else made once and kept in the data folder, readable by its owner only.
 */
export function installationSecret(config: Config): string {
  if (config.secret !== undefined) return config.secret;
  const path = join(config.dataDir, 'secrets', 'installation');
  if (!existsSync(path)) {
    mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
    // `wx`: of two processes that start at once, one writes and the other reads.
    try {
      writeFileSync(path, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return readFileSync(path, 'utf8').trim();
}
