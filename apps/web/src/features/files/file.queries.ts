import type { FileInfo } from '@jingyun/contracts';
import { toApiError } from '../../lib/api/problem.ts';
import { currentLocale } from '../../lib/i18n/locale.ts';

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
