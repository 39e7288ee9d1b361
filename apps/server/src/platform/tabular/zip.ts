import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { ServiceError } from '../errors/service-error.ts';
import { bombGuard } from './limits.ts';
import type { LocalFile } from './local-file.ts';
import type { TabularLimits } from './types.ts';

/** An opened zip whose directory was judged: its real entries by name, and their bytes under guard. */
export interface GuardedZip {
  entries: ReadonlyMap<string, Entry>;
  read(entry: Entry): AsyncGenerator<Buffer>;
  close(): void;
}

/**
 * Opens a zip and judges it by its central directory before a byte is unpacked:
 * number of entries, declared sizes and ratio. The sizes are then held to while
 * unpacking (yauzl fails on an entry that grows beyond its word), so a directory
 * that lies gains nothing; entries that share bytes are counted each.
 */
export async function openZip(file: LocalFile, limits: TabularLimits): Promise<GuardedZip> {
  const zip = await openPromise(file.path, { validateEntrySizes: true, autoClose: false }).catch(broken);
  try {
    const entries = await directoryOf(zip, file, limits);
    return {
      entries,
      close: () => zip.close(),
      async *read(entry) {
        const guard = bombGuard(file.bytes, limits);
        const stream = await zip.openReadStreamPromise(entry).catch(broken);
        try {
          for await (const chunk of stream as AsyncIterable<Buffer>) {
            guard(chunk.length);
            yield chunk;
          }
        } catch (error) {
          throw error instanceof ServiceError ? error : archiveBroken(error);
        } finally {
          stream.destroy();
        }
      },
    };
  } catch (error) {
    zip.close();
    throw error instanceof ServiceError ? error : archiveBroken(error);
  }
}

async function directoryOf(
  zip: ZipFile,
  file: LocalFile,
  limits: TabularLimits,
): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.archiveEntries) {
    throw new ServiceError('import_archive_entries', { params: { count: zip.entryCount } });
  }
  const declared = bombGuard(file.bytes, limits);
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    declared(entry.uncompressedSize);
    if (entry.fileName.endsWith('/') || isSystemLitter(entry.fileName)) continue;
    if (entry.isEncrypted()) throw archiveBroken();
    entries.set(entry.fileName, entry);
  }
  return entries;
}

/** What desktop systems add beside the file that was packed. */
function isSystemLitter(name: string): boolean {
  return name.startsWith('__MACOSX/') || /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini)$/.test(name);
}

function archiveBroken(cause?: unknown): ServiceError {
  return new ServiceError('import_archive_broken', cause === undefined ? {} : { cause });
}

function broken(cause: unknown): never {
  throw archiveBroken(cause);
}
