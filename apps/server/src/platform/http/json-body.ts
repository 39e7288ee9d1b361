import type { FastifyRequest } from 'fastify';
import { ServiceError } from '../errors/service-error.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Parses a JSON body: UTF-8 or nothing (Fastify's own parser puts U+FFFD for bytes it
 * cannot read, and the user's text would be silently damaged), and without
 * `__proto__` and `constructor.prototype`, which could reach object prototypes.
 */
export async function parseJsonBody(_request: FastifyRequest, body: Buffer | string): Promise<unknown> {
  const bytes = body as Buffer;
  if (bytes.length === 0) return undefined;
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch (cause) {
    throw new ServiceError('invalid_encoding', { cause });
  }
  try {
    return JSON.parse(text, refusePrototype);
  } catch (cause) {
    throw cause instanceof ServiceError ? cause : new ServiceError('malformed_json', { cause });
  }
}

function refusePrototype(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new ServiceError('malformed_json');
  return value;
}
