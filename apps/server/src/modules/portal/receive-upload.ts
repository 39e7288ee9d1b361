import { type FileInfo, portalLimits } from '@jingyun/contracts';
import type { FastifyRequest } from 'fastify';
import { fieldError } from '../../platform/errors/service-error.ts';
import { uploadPurpose } from '../../platform/files/uploads.ts';
import { callOf } from '../../platform/http/command.ts';
import type { Services } from '../../platform/services.ts';

/** What a customer has to show: pictures, documents, a short film. Nothing packed, nothing that runs. */
const types = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'application/pdf',
  'video/mp4',
  'text/plain',
];

/**
 * Takes a file from somebody who is not signed in.
 * @throws ServiceError invalid_input, body_too_large, file_type_not_allowed
 */
export async function receiveUpload(services: Services, request: FastifyRequest): Promise<FileInfo> {
  const call = callOf(services, request);
  const part = await request.file({ limits: { fileSize: portalLimits.attachmentBytes + 1, files: 1 } });
  if (part === undefined) throw fieldError('file', 'required', 'file');
  const limits = { maxBytes: portalLimits.attachmentBytes, types };
  const received = await services.files.receive(part.file, part.filename, limits);
  const { id, name, mediaType, bytes } = await services.database.inOrg(call.actor.orgId, (tx) =>
    services.files.keep(tx, call, received, uploadPurpose),
  );
  return { id, name, mediaType, bytes };
}
