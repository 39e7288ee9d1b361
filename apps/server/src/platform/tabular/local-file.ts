import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileTooLarge } from './limits.ts';
import type { TabularLimits, TabularSource } from './types.ts';

/** A source as a file of this machine, to be given back with `dispose`. */
export interface LocalFile {
  path: string;
  fileName: string;
  bytes: number;
  dispose(): Promise<void>;
}

/**
 * Brings a source to disk. A zip's directory stands at its end, so a stream has to
 * be whole before it can be judged; a file is used where it lies. Throws
 * `import_file_too_large`.
 */
export async function toLocalFile(source: TabularSource, limits: TabularLimits): Promise<LocalFile> {
  if ('path' in source) {
    const { size } = await stat(source.path);
    if (size > limits.fileBytes) throw fileTooLarge(limits);
    return { path: source.path, fileName: source.fileName, bytes: size, dispose: async () => undefined };
  }
  const directory = await mkdtemp(join(tmpdir(), 'jingyun-table-'));
  const dispose = () => rm(directory, { recursive: true, force: true });
  const path = join(directory, 'table');
  let bytes = 0;
  try {
    await pipeline(
      source.stream,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          bytes += chunk.length;
          if (bytes > limits.fileBytes) throw fileTooLarge(limits);
          yield chunk;
        }
      },
      createWriteStream(path, { mode: 0o600 }),
    );
  } catch (error) {
    await dispose();
    throw error;
  }
  return { path, fileName: source.fileName, bytes, dispose };
}
