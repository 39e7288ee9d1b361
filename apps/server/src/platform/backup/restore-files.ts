import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { damaged } from './read-archive.ts';

/** Puts the files of an archive into the data folder. */
export interface FilesToKeep {
  /**
   * Writes a file under its checksum. Harmless where the restore fails afterwards: nothing
   * names the file then, and the next restore finds it under the same name.
   */
  keep(
    file: { orgId: string; sha256: string },
    bytes: AsyncIterable<Buffer>,
    onBytes: (count: number) => void,
  ): Promise<void>;
  holdSecret(secret: Buffer): void;
  /** Writes the secret that was held, once the database is there. */
  keepSecret(): Promise<void>;
}

/** @param dataDir the data folder; its subfolders are made as needed */
export function filesToKeep(dataDir: string): FilesToKeep {
  let secret: Buffer | undefined;
  return {
    keep: async ({ orgId, sha256 }, bytes, onBytes) => {
      const hash = createHash('sha256');
      const path = join(dataDir, 'files', orgId, sha256.slice(0, 2), sha256);
      await writeWhole(path, async function* () {
        for await (const piece of bytes) {
          hash.update(piece);
          onBytes(piece.length);
          yield piece;
        }
        if (hash.digest('hex') !== sha256)
          throw damaged(`files/${orgId}/${sha256} changed while it was read`);
      });
    },
    holdSecret: (bytes) => {
      secret = bytes;
    },
    keepSecret: async () => {
      const held = secret;
      if (held === undefined) return;
      await writeWhole(join(dataDir, 'secrets', 'installation'), async function* () {
        yield held;
      });
    },
  };
}

/** The file appears under its name only when it is whole and on the disk. */
async function writeWhole(path: string, pieces: () => AsyncIterable<Buffer>): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const partial = `${path}.${randomUUID()}`;
  const file = await open(partial, 'wx', 0o600);
  try {
    for await (const piece of pieces()) await file.appendFile(piece);
    await file.sync();
    await file.close();
    await rename(partial, path);
  } catch (error) {
    await file.close();
    await rm(partial, { force: true });
    throw error;
  }
}
