import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract as newExtract } from 'tar-stream';
import { z } from 'zod';
import { ServiceError } from '../errors/service-error.ts';
import {
  type ArchiveHeader,
  formatVersion,
  headerSchema,
  type Manifest,
  type Member,
  manifestSchema,
  readMemberName,
} from './format.ts';

/** A member as it comes out of the archive. Its bytes must be read to their end, or `skip()` called. */
export interface OpenMember {
  name: string;
  member: Member;
  bytes: AsyncIterable<Buffer>;
}

/** An archive that is whole: every checksum was compared. */
export interface CheckedArchive {
  header: ArchiveHeader;
  manifest: Manifest;
  /** Rows of each table. */
  rows: ReadonlyMap<string, number>;
}

/** Members that are held in memory. The manifest has a row for every 4 MB of the database. */
const heldLimit = 256 * 1024 * 1024;
/** gzip reaches 1,032 : 1 on zeros; real rows come to 5 … 40. Counted beyond a first gigabyte. */
const mostRatio = 300;
const freeBytes = 1024 ** 3;

export const damaged = (reason: string, cause?: unknown) =>
  new ServiceError('archive_damaged', { params: { reason }, cause });

/**
 * Reads the members of an archive in their order, in constant memory.
 * @throws ServiceError archive_not_ours, archive_damaged
 */
export async function* openMembers(file: FileHandle): AsyncGenerator<OpenMember> {
  const { size } = await file.stat();
  const gunzip = createGunzip();
  const extract = newExtract();
  let inflated = 0;
  gunzip.on('data', (chunk: Buffer) => {
    inflated += chunk.length;
    if (inflated > freeBytes + mostRatio * size)
      gunzip.destroy(damaged('it unpacks to far more than it holds'));
  });
  const reading = pipeline(contentsOf(file), gunzip, extract);
  reading.catch(() => undefined);
  let first = true;
  try {
    for await (const entry of extract) {
      const { name, type } = entry.header;
      const member = type === 'file' ? readMemberName(name) : null;
      if (first && member?.kind !== 'header') throw new ServiceError('archive_not_ours');
      if (member === null) throw damaged(`it holds ${JSON.stringify(name.slice(0, 80))}`);
      first = false;
      yield { name, member, bytes: explainedBytes(entry as AsyncIterable<Buffer>) };
    }
    await reading;
  } catch (error) {
    throw explained(error, first);
  } finally {
    gunzip.destroy();
  }
  if (first) throw new ServiceError('archive_not_ours');
}

/** The file from its start; unlike its stream this leaves it open, to be read a second time. */
async function* contentsOf(file: FileHandle): AsyncGenerator<Buffer> {
  for (let position = 0; ; ) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(256 * 1024), { position });
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** What is wrong with the archive also shows while a member is read. */
async function* explainedBytes(entry: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* entry;
  } catch (error) {
    throw explained(error, false);
  }
}

/**
 * Reads an archive to its end and compares everything with its manifest; writes nothing.
 * @throws ServiceError archive_not_ours, archive_newer, archive_damaged
 */
export async function checkArchive(
  file: FileHandle,
  onProgress: (bytes: number) => void = () => undefined,
): Promise<CheckedArchive> {
  const seen: { name: string; bytes: number; sha256: string }[] = [];
  const wrongFiles: string[] = [];
  const files = { count: 0, bytes: 0 };
  let header: ArchiveHeader | undefined;
  let manifest: Manifest | undefined;
  let read = 0;
  const tally = (count: number) => {
    read += count;
    onProgress(read);
  };
  for await (const { name, member, bytes } of openMembers(file)) {
    if (manifest !== undefined) throw damaged(`${name} after the manifest`);
    if (member.kind === 'manifest') {
      manifest = parsed(manifestSchema, await held(bytes), name);
      continue;
    }
    const isHeld = member.kind === 'header' || member.kind === 'secret';
    const content = isHeld ? await held(bytes) : await summed(bytes, tally);
    const { length, sha256 } = content;
    if (member.kind === 'header') {
      if (header !== undefined) throw damaged(`${name} twice`);
      header = readHeader(content as Held);
    }
    if (member.kind === 'file') {
      if (sha256 !== member.sha256) wrongFiles.push(name);
      files.count += 1;
      files.bytes += length;
    } else seen.push({ name, bytes: length, sha256 });
  }
  if (header === undefined || manifest === undefined) throw damaged('its end is missing');
  compare(manifest, seen, files, wrongFiles);
  return { header, manifest, rows: rowsOf(header, manifest) };
}

/** The contents of a small member. */
export async function held(bytes: AsyncIterable<Buffer>): Promise<Held> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of bytes) {
    length += piece.length;
    if (length > heldLimit) throw damaged('a description of more than 256 MB');
    pieces.push(piece);
  }
  const content = Buffer.concat(pieces);
  return { content, length, sha256: createHash('sha256').update(content).digest('hex') };
}

interface Held {
  content: Buffer;
  length: number;
  sha256: string;
}

async function summed(bytes: AsyncIterable<Buffer>, onBytes: (count: number) => void) {
  const hash = createHash('sha256');
  let length = 0;
  for await (const piece of bytes) {
    hash.update(piece);
    length += piece.length;
    onBytes(piece.length);
  }
  return { length, sha256: hash.digest('hex') };
}

const anyHeader = z.looseObject({ format: z.number(), product: z.string().max(50) });

function readHeader(content: Held): ArchiveHeader {
  // What a later format looks like is not known here, but that it is later.
  const { format, product } = parsed(anyHeader, content, 'archive.json');
  if (format > formatVersion) throw new ServiceError('archive_newer', { params: { version: product } });
  return parsed(headerSchema, content, 'archive.json');
}

function parsed<T>(schema: z.ZodType<T>, { content }: Held, name: string): T {
  let value: unknown;
  try {
    value = JSON.parse(content.toString('utf8'));
  } catch (cause) {
    throw damaged(`${name} is not JSON`, cause);
  }
  const result = schema.safeParse(value);
  if (!result.success) throw damaged(`${name} has another shape`);
  return result.data;
}

function compare(
  manifest: Manifest,
  seen: { name: string; bytes: number; sha256: string }[],
  files: { count: number; bytes: number },
  wrongFiles: string[],
): void {
  for (const [i, expected] of manifest.members.entries()) {
    const found = seen[i];
    if (found?.name !== expected.name) throw damaged(`${expected.name} is missing`);
    if (found.bytes !== expected.bytes || found.sha256 !== expected.sha256)
      throw damaged(`the checksum of ${expected.name} differs`);
  }
  if (seen.length > manifest.members.length)
    throw damaged(`${seen[manifest.members.length]?.name} is not in the manifest`);
  if (files.count !== manifest.files.count || files.bytes !== manifest.files.bytes)
    throw damaged('files are missing');
  const known = new Set(manifest.damagedFiles);
  const wrong = wrongFiles.find((name) => !known.has(name));
  if (wrong !== undefined) throw damaged(`the checksum of ${wrong} differs`);
}

/** Parts must belong to tables of the header, in its order, without gaps. */
function rowsOf(header: ArchiveHeader, manifest: Manifest): Map<string, number> {
  const rows = new Map(header.tables.map(({ name }) => [name, 0]));
  if (rows.size !== header.tables.length) throw damaged('a table twice');
  const order = header.tables.map(({ name }) => name);
  let at = 0;
  let part = 0;
  for (const { name, rows: count } of manifest.members) {
    const member = readMemberName(name);
    if (member?.kind !== 'table') continue;
    const index = order.indexOf(member.table, at);
    if (index === -1) throw damaged(`${name} is out of place`);
    part = index === at ? part + 1 : 1;
    at = index;
    if (member.part !== part) throw damaged(`a part before ${name} is missing`);
    rows.set(member.table, (rows.get(member.table) ?? 0) + count);
  }
  return rows;
}

/** What zlib and the tar reader say, as an error that tells what to do. */
function explained(error: unknown, atStart: boolean): unknown {
  if (error instanceof ServiceError) return error;
  if (atStart) return new ServiceError('archive_not_ours', { cause: error });
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // The disk's own words (EIO), not zlib's (Z_DATA_ERROR).
  if (/^E[A-Z]+$/.test(code)) return error;
  return damaged(error instanceof Error ? error.message : String(error), error);
}
