import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { crc32, deflateRawSync } from 'node:zlib';
import { readRows } from './read-rows.ts';
import type { ReadOptions, TabularRow, TabularSource } from './types.ts';

/** A source whose bytes are typed in the test. */
export function sourceOf(content: string | Buffer, fileName = 'table.csv'): TabularSource {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return { stream: Readable.from([bytes], { objectMode: false }), fileName };
}

export async function rowsOf(content: string | Buffer, options: ReadOptions = {}): Promise<TabularRow[]> {
  return collect(readRows(sourceOf(content), options));
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Runs work on a directory of its own and removes it. */
export async function inDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'jingyun-test-'));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

export async function fileIn(
  directory: string,
  name: string,
  content: string | Buffer,
): Promise<TabularSource> {
  const path = join(directory, name);
  await writeFile(path, content);
  return { path, fileName: name };
}

export interface ZipPart {
  name: string;
  content: string | Buffer;
  /** What the headers claim instead of the truth. */
  claimedSize?: number;
  encrypted?: boolean;
}

/** Packs a zip by hand, so that it can also lie. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const raw = Buffer.from(part.content);
    const packed = deflateRawSync(raw);
    const name = Buffer.from(part.name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(part.encrypted ? 1 : 0, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(raw), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(part.claimedSize ?? raw.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, name]));
    bodies.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, central, end]);
}
