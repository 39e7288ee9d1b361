import { useState } from 'react';
import { newIdempotencyKey } from '../../lib/api/client.ts';
import { useErrorText } from '../../ui/use-error-text.ts';
import { uploadFile } from './file.queries.ts';

export interface PendingFile {
  key: string;
  name: string;
  bytes: number;
  /** Null until it has arrived. */
  id: string | null;
  error: string | null;
}

/** Files that are attached to something being written: sent at once, so that they are there when it is. */
export function useUploads() {
  const errorText = useErrorText();
  const [files, setFiles] = useState<PendingFile[]>([]);
  const update = (key: string, change: Partial<PendingFile>) =>
    setFiles((current) => current.map((file) => (file.key === key ? { ...file, ...change } : file)));
  return {
    files,
    ids: files.flatMap((file) => (file.id === null ? [] : [file.id])),
    busy: files.some((file) => file.id === null && file.error === null),
    add: (added: readonly File[]) => {
      for (const file of added) {
        const key = newIdempotencyKey();
        setFiles((current) => [
          ...current,
          { key, name: file.name, bytes: file.size, id: null, error: null },
        ]);
        uploadFile(file)
          .then(({ id }) => update(key, { id }))
          .catch((error: unknown) => update(key, { error: errorText(error) }));
      }
    },
    remove: (key: string) => setFiles((current) => current.filter((file) => file.key !== key)),
    clear: () => setFiles([]),
  };
}
