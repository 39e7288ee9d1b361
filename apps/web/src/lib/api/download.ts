import { currentLocale } from '../i18n/locale.ts';
import { toApiError } from './problem.ts';

/**
 * Fetches a file and hands it to the browser's downloads, so that a refusal can be shown instead of opening as a page.
 * @throws ApiError
 */
export async function download(url: string, fallbackName: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch(url, {
      credentials: 'same-origin',
      headers: { 'accept-language': currentLocale() },
    });
  } catch (cause) {
    throw toApiError(cause);
  }
  if (!response.ok) throw toApiError(await response.json().catch(() => null), response.status);
  const name = fileNameOf(response.headers.get('content-disposition')) ?? fallbackName;
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The file name in a Content-Disposition header; the UTF-8 form first. */
export function fileNameOf(disposition: string | null): string | null {
  if (disposition === null) return null;
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  if (encoded !== undefined) {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return null;
    }
  }
  return /filename="([^"]+)"/i.exec(disposition)?.[1] ?? null;
}
