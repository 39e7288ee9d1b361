import multipart from '@fastify/multipart';
import { fileSchema, idParams } from '@jingyun/contracts';
import { z } from 'zod';
import { ServiceError } from '../errors/service-error.ts';
import { callOf, query } from '../http/command.ts';
import type { HttpApp } from '../http/server.ts';
import type { Services } from '../services.ts';
import { attachmentTypes } from './media-types.ts';

/** One attachment; imports have their own, larger limit. */
const maxAttachmentBytes = 25 * 1024 * 1024;

/** Shown in the browser; everything else is offered for download. */
const shownInline = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf'];

export async function fileRoutes(app: HttpApp, services: Services): Promise<void> {
  await app.register(multipart, { limits: { files: 1, fields: 10, fieldSize: 64 * 1024, parts: 12 } });

  app.post(
    '/api/v1/files',
    {
      config: { permission: 'files.upload' },
      bodyLimit: maxAttachmentBytes + 64 * 1024,
      schema: {
        summary: 'Upload an attachment (multipart, one file of at most 25 MB)',
        tags: ['files'],
        consumes: ['multipart/form-data'],
        response: { 201: fileSchema },
      },
    },
    async (request, reply) => {
      const call = callOf(services, request);
      const part = await request.file({ limits: { fileSize: maxAttachmentBytes + 1 } });
      if (part === undefined)
        throw new ServiceError('invalid_input', {
          fields: [{ path: 'file', code: 'required', message: 'file' }],
        });
      const received = await services.files.receive(part.file, part.filename, {
        maxBytes: maxAttachmentBytes,
        types: attachmentTypes,
      });
      const file = await services.database.inOrg(call.actor.orgId, (tx) =>
        services.files.keep(tx, call, received, 'attachment'),
      );
      return reply
        .code(201)
        .send({ id: file.id, name: file.name, mediaType: file.mediaType, bytes: file.bytes });
    },
  );

  app.get(
    '/api/v1/files/:id',
    {
      config: { permission: 'files.read' },
      schema: { summary: 'Download a file', tags: ['files'], params: idParams, response: { 200: z.any() } },
    },
    async (request, reply) => {
      const { actor } = callOf(services, request);
      const file = await query(services, request, (tx) => services.files.find(tx, request.params.id));
      const disposition = shownInline.includes(file.mediaType) ? 'inline' : 'attachment';
      return (
        reply
          .header('content-type', file.mediaType)
          .header('content-length', file.bytes)
          .header('content-disposition', `${disposition}; filename*=UTF-8''${encodeURIComponent(file.name)}`)
          // Should a file ever be taken for a page, it may not run or load anything.
          .header('content-security-policy', "sandbox; default-src 'none'")
          .header('x-content-type-options', 'nosniff')
          .send(services.files.open(actor.orgId, file))
      );
    },
  );
}
