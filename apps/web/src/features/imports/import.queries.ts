import type { ImportJob, ImportMapping } from '@jingyun/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ifMatch, sent, unwrap } from '../../lib/api/client.ts';
import { allPages } from '../../lib/api/pages.ts';
import { toApiError } from '../../lib/api/problem.ts';
import { currentLocale } from '../../lib/i18n/locale.ts';

const path = (id: string) => ({ params: { path: { id } } });

export const importsQuery = infiniteQueryOptions({
  queryKey: ['imports', 'list'],
  queryFn: ({ pageParam }) =>
    unwrap(
      api.GET('/api/v1/imports', {
        params: { query: { limit: 20, ...(pageParam === null ? {} : { cursor: pageParam }) } },
      }),
    ),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
});

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['import', id],
    queryFn: () => unwrap(api.GET('/api/v1/imports/{id}', path(id))) as Promise<ImportJob>,
  });

export const jobQuery = (id: string) =>
  queryOptions({ queryKey: ['job', id], queryFn: () => unwrap(api.GET('/api/v1/jobs/{id}', path(id))) });

export const templatesQuery = queryOptions({
  queryKey: ['import-templates'],
  queryFn: () => allPages((page) => unwrap(api.GET('/api/v1/import-templates', { params: { query: page } }))),
});

export const saveMapping = (id: string, version: number, body: ImportMapping) =>
  unwrap(
    api.PUT('/api/v1/imports/{id}/mapping', { ...path(id), body: sent(body), headers: ifMatch(version) }),
  ) as Promise<ImportJob>;

export const dryRun = (id: string) => unwrap(api.POST('/api/v1/imports/{id}/dry-run', path(id)));
export const startImport = (id: string) => unwrap(api.POST('/api/v1/imports/{id}/start', path(id)));
export const cancelImport = (id: string) => unwrap(api.POST('/api/v1/imports/{id}/cancel', path(id)));
/** Makes a template, or puts another mapping into one. */
export const saveTemplate = (
  template: { id: string; version: number } | null,
  name: string,
  mapping: ImportMapping,
) =>
  template === null
    ? unwrap(api.POST('/api/v1/import-templates', { body: sent({ name, mapping }) }))
    : unwrap(
        api.PUT('/api/v1/import-templates/{id}', {
          ...path(template.id),
          body: sent({ name, mapping }),
          headers: ifMatch(template.version),
        }),
      );

export const deleteTemplate = (template: { id: string; version: number }) =>
  unwrap(
    api.DELETE('/api/v1/import-templates/{id}', {
      ...path(template.id),
      headers: ifMatch(template.version),
    }),
  );

/** Sends a file and tells how far it is, from 0 to 1. @throws ApiError */
export function uploadImport(file: File, onProgress: (share: number) => void): Promise<ImportJob> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/v1/imports');
    request.setRequestHeader('accept-language', currentLocale());
    request.responseType = 'json';
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as ImportJob);
      else reject(toApiError(request.response, request.status));
    };
    request.onerror = () => reject(toApiError(null));
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });
}
