import { ServiceError } from '../errors/service-error.ts';
import type { ReadOptions, TabularLimits } from './types.ts';

const MiB = 1024 * 1024;

/** What a year of a large service desk needs, several times over. */
export const defaultLimits: TabularLimits = {
  fileBytes: 512 * MiB,
  unpackedBytes: 2048 * MiB,
  packRatio: 200,
  archiveEntries: 2_000,
  columns: 1_000,
  rows: 5_000_000,
  cellChars: 256 * 1024,
  rowChars: MiB,
  sharedStringChars: 128 * MiB,
  xmlDepth: 32,
  xmlAttributes: 64,
  eventsPerCase: 100_000,
};

/** The limits of one read: the defaults, with what the caller sets. */
export function limitsOf(options: ReadOptions): TabularLimits {
  return { ...defaultLimits, ...options.limits };
}

/** Bytes up to which no ratio is looked at. */
const RATIO_FLOOR = 16 * MiB;

/**
 * Counts unpacked bytes as they come and stops a bomb early: headers may lie, the
 * bytes do not. Throws `import_archive_bomb`.
 */
export function bombGuard(packedBytes: number, limits: TabularLimits): (bytes: number) => void {
  const allowed = Math.min(limits.unpackedBytes, Math.max(RATIO_FLOOR, packedBytes * limits.packRatio));
  let seen = 0;
  return (bytes) => {
    seen += bytes;
    if (seen > allowed) {
      throw new ServiceError('import_archive_bomb', { params: { limit: Math.floor(allowed / MiB) } });
    }
  };
}

/** The size limit of a file, in the unit its message speaks. */
export function fileTooLarge(limits: TabularLimits): ServiceError {
  return new ServiceError('import_file_too_large', { params: { limit: Math.floor(limits.fileBytes / MiB) } });
}
