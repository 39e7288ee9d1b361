import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { ServiceError } from '../errors/service-error.ts';
import { bombGuard } from './limits.ts';
import type { LocalFile } from './local-file.ts';
import type { TabularLimits } from './types.ts';
import { type GuardedZip, openZip } from './zip.ts';

/** What stands inside the container: a workbook, or plain bytes that can be read again and again. */
export type Contents =
  | { kind: 'workbook'; zip: GuardedZip }
  | { kind: 'bytes'; read: () => AsyncGenerator<Buffer>; close: () => void };

/**
 * Takes the container off, judging by the first bytes and not by the name. One
 * layer only: an archive in an archive is refused further on as unknown.
 */
export async function openContents(file: LocalFile, limits: TabularLimits): Promise<Contents> {
  const magic = await firstBytes(file.path, 8);
  if (magic.subarray(0, 4).equals(OLE)) throw new ServiceError('import_spreadsheet_old');
  if (magic[0] === 0x1f && magic[1] === 0x8b) {
    return { kind: 'bytes', read: () => gunzipped(file, limits), close: () => undefined };
  }
  if (!magic.subarray(0, 4).equals(ZIP)) {
    return { kind: 'bytes', read: () => plain(file.path), close: () => undefined };
  }
  const zip = await openZip(file, limits);
  if (zip.entries.has('[Content_Types].xml')) return { kind: 'workbook', zip };
  const [only] = zip.entries.values();
  if (only === undefined || zip.entries.size > 1) {
    zip.close();
    throw new ServiceError('import_archive_entries', { params: { count: zip.entries.size } });
  }
  return { kind: 'bytes', read: () => zip.read(only), close: () => zip.close() };
}

const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const CHUNK = 256 * 1024;

async function firstBytes(path: string, count: number): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function* plain(path: string): AsyncGenerator<Buffer> {
  yield* createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>;
}

async function* gunzipped(file: LocalFile, limits: TabularLimits): AsyncGenerator<Buffer> {
  const guard = bombGuard(file.bytes, limits);
  const packed = createReadStream(file.path, { highWaterMark: CHUNK });
  const unpacked = packed.pipe(createGunzip({ chunkSize: CHUNK }));
  packed.once('error', (error) => unpacked.destroy(error));
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      guard(chunk.length);
      yield chunk;
    }
  } catch (error) {
    throw error instanceof ServiceError ? error : new ServiceError('import_archive_broken', { cause: error });
  } finally {
    packed.destroy();
    unpacked.destroy();
  }
}
