import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Call } from '../actor.ts';
import type { Tx } from '../database/transaction.ts';
import { ServiceError } from '../errors/service-error.ts';
import { shareBytes } from './bytes-lock.ts';
import { mediaTypeOf } from './media-types.ts';

/** Bytes that have been received and checked but belong to no organisation yet. */
export interface ReceivedFile {
  path: string;
  name: string;
  mediaType: string;
  bytes: number;
  sha256: string;
}

export interface StoredFile {
  id: string;
  name: string;
  mediaType: string;
  bytes: number;
  sha256: string;
  purpose: string;
  createdBy: string | null;
}

/** Files in the data folder, content-addressed: `files/<org>/<sha256>`. The same bytes are kept once. */
export interface FileStore {
  /**
   * Streams an upload to a temporary file, counting and hashing; the type is read from the first bytes, never believed.
   * @throws ServiceError body_too_large, file_type_not_allowed
   */
  receive(
    stream: Readable,
    name: string,
    limits: { maxBytes: number; types: readonly string[] | 'any' },
  ): Promise<ReceivedFile>;
  /** Keeps a received file; the row is written in the caller's transaction. */
  keep(tx: Tx, call: Call, received: ReceivedFile, purpose: string): Promise<StoredFile>;
  /** Throws away a received file that will not be kept. */
  discard(received: ReceivedFile): Promise<void>;
  /** @throws ServiceError not_found */
  find(tx: Tx, id: string): Promise<StoredFile>;
  /** A stream of the bytes. */
  open(orgId: string, file: Pick<StoredFile, 'sha256'>): Readable;
  /** Where the bytes are, for readers that need a path (archives with a directory at their end). */
  pathOf(orgId: string, file: Pick<StoredFile, 'sha256'>): string;
}

export function fileStore(dataDir: string): FileStore {
  const incoming = join(dataDir, 'files', 'incoming');
  const pathOf = (orgId: string, file: { sha256: string }) =>
    join(dataDir, 'files', orgId, file.sha256.slice(0, 2), file.sha256);

  return {
    receive: async (stream, name, limits) => {
      await mkdir(incoming, { recursive: true, mode: 0o700 });
      const path = join(incoming, randomUUID());
      const hash = createHash('sha256');
      let bytes = 0;
      let head = Buffer.alloc(0);
      const count = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          bytes += chunk.length;
          if (bytes > limits.maxBytes)
            return done(
              new ServiceError('body_too_large', { params: { limit: megabytes(limits.maxBytes) } }),
            );
          if (head.length < 64) head = Buffer.concat([head, chunk.subarray(0, 64)]);
          hash.update(chunk);
          return done(null, chunk);
        },
      });
      try {
        await pipeline(stream, count, createWriteStream(path, { mode: 0o600, flush: true }));
        const mediaType = mediaTypeOf(head, name);
        if (limits.types !== 'any' && !limits.types.includes(mediaType)) {
          throw new ServiceError('file_type_not_allowed', { params: { type: mediaType } });
        }
        return { path, name: safeName(name), mediaType, bytes, sha256: hash.digest('hex') };
      } catch (error) {
        await rm(path, { force: true });
        throw isDiskFull(error) ? new ServiceError('disk_full', { cause: error }) : error;
      }
    },
    keep: async (tx, call, received, purpose) => {
      await shareBytes(tx);
      const target = pathOf(tx.orgId, received);
      await mkdir(join(target, '..'), { recursive: true, mode: 0o700 });
      if (await exists(target)) await rm(received.path, { force: true });
      else await rename(received.path, target);
      const file: StoredFile = {
        id: uuidv7(),
        name: received.name,
        mediaType: received.mediaType,
        bytes: received.bytes,
        sha256: received.sha256,
        purpose,
        createdBy: call.actor.id,
      };
      await sql`
        insert into files (org_id, id, name, media_type, bytes, sha256, purpose, created_by)
        values (${tx.orgId}, ${file.id}, ${file.name}, ${file.mediaType}, ${file.bytes}, ${file.sha256}, ${purpose}, ${file.createdBy})
      `.execute(tx.db);
      return file;
    },
    discard: (received) => rm(received.path, { force: true }),
    find: async (tx, id) => {
      const { rows } = await sql<StoredFile>`
        select id, name, media_type as "mediaType", bytes, sha256, purpose, created_by as "createdBy"
        from files where org_id = ${tx.orgId} and id = ${id}
      `.execute(tx.db);
      if (rows[0] === undefined) throw new ServiceError('not_found');
      return rows[0];
    },
    open: (orgId, file) => createReadStream(pathOf(orgId, file)),
    pathOf,
  };
}

const megabytes = (bytes: number) => `${Math.floor(bytes / 1024 / 1024)} MB`;

/** No folders, no control characters, at most 200 characters with the ending kept. */
function safeName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  const clean = base.replace(/\p{Cc}/gu, '').trim();
  return clean.length <= 200 ? clean || 'file' : clean.slice(0, 180) + clean.slice(-20);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}
