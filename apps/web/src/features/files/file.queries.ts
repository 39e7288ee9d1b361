import type { FileInfo } from '@jingyun/contracts';
import { queryOptions } from '@tanstack/react-query';
import { fileNameOf } from '../../lib/api/download.ts';
import { toApiError } from '../../lib/api/problem.ts';
import { currentLocale } from '../../lib/i18n/locale.ts';

/** Name and size of a file, from the head of its download. */
export const fileHeadQuery = (id: string) =>
  queryOptions({
    queryKey: ['file', id],
    queryFn: async () => {
      const response = await fetch(`/api/v1/files/${id}`, { method: 'HEAD', credentials: 'same-origin' });
      if (!response.ok) throw toApiError(null, response.status);
      return {
        name: fileNameOf(response.headers.get('content-disposition')) ?? id,
        bytes: Number(response.headers.get('content-length') ?? 0),
      };
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

/** Sends a file. @throws ApiError with the reason when it is too large or of a kind that is not taken */
export async function uploadFile(file: File): Promise<FileInfo> {
  const form = new FormData();
  form.append('file', file);
  let response: Response;
  try {
    response = await fetch('/api/v1/files', {
      method: 'POST',
      body: form,
      credentials: 'same-origin',
      headers: { 'accept-language': currentLocale() },
    });
  } catch (cause) {
    throw toApiError(cause);
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw toApiError(body, response.status);
  return body as FileInfo;
}
