import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { Call } from '../actor.ts';
import type { Tx } from '../database/transaction.ts';
import { ServiceError } from '../errors/service-error.ts';
import type { Services } from '../services.ts';

/** What a command answers. `version` becomes the ETag. */
export interface Answer<Body> {
  status?: number;
  version?: number;
  body: Body;
  /** What is kept for a repeat of the Idempotency-Key instead of `body`: for answers that show a secret once. */
  kept?: Body;
}

/** The call of a request that is known to be signed in. */
export function callOf(services: Services, request: FastifyRequest): Call {
  if (request.actor === null) throw new ServiceError('not_signed_in');
  return { actor: request.actor, now: services.clock() };
}

/** Runs a reading handler in a transaction of the actor's organisation. */
export function query<Body>(
  services: Services,
  request: FastifyRequest,
  work: (tx: Tx, call: Call) => Promise<Body>,
): Promise<Body> {
  const call = callOf(services, request);
  return services.database.inOrg(call.actor.orgId, (tx) => work(tx, call));
}

/**
 * Runs a writing handler: one transaction for the command, its events and, where the
 * client sent an Idempotency-Key, the kept answer. A repeated key gets that answer
 * again and nothing is done twice, also when the first answer was lost on the way;
 * a concurrent repeat waits for the first to end.
 *
 * @throws ServiceError idempotency_key_reused where the key came with another request.
 */
export async function command<Body>(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (tx: Tx, call: Call) => Promise<Answer<Body>>,
): Promise<Body> {
  const call = callOf(services, request);
  const key = idempotencyKey(request);
  const given = await services.database.inOrg(call.actor.orgId, async (tx) =>
    key === null ? work(tx, call) : once(tx, call, request, key, () => work(tx, call)),
  );
  return answer(reply, given);
}

/** Whether the client sent an Idempotency-Key: the work and its kept answer then belong in one transaction (`command`). */
export function isRepeatable(request: FastifyRequest): boolean {
  return request.headers['idempotency-key'] !== undefined;
}

/** Sets status and ETag, and gives back the body to send. */
export function answer<Body>(reply: FastifyReply, { status = 200, version, body }: Answer<Body>): Body {
  reply.code(status);
  if (version !== undefined) reply.header('etag', `"${version}"`);
  return body;
}

function idempotencyKey(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key))
    throw new ServiceError('invalid_idempotency_key');
  return key;
}

async function once<Body>(
  tx: Tx,
  call: Call,
  request: FastifyRequest,
  key: string,
  work: () => Promise<Answer<Body>>,
): Promise<Answer<Body>> {
  const actorId = `${call.actor.type}:${call.actor.id ?? ''}`;
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([request.method, request.url, request.body ?? null]))
    .digest('base64');
  // The unique key makes a concurrent repeat wait here until the first transaction ends.
  const inserted = await sql`
    insert into idempotency_keys (org_id, actor_id, key, fingerprint, status, headers, body)
    values (${tx.orgId}, ${actorId}, ${key}, ${fingerprint}, 0, '{}', '') on conflict do nothing
  `.execute(tx.db);
  if (inserted.numAffectedRows === 0n) return keptAnswer(tx, actorId, key, fingerprint);
  const given = await work();
  await sql`
    update idempotency_keys set status = ${given.status ?? 200}, headers = ${{ version: given.version ?? null }}::jsonb,
      body = ${JSON.stringify(given.kept ?? given.body)}
    where org_id = ${tx.orgId} and actor_id = ${actorId} and key = ${key}
  `.execute(tx.db);
  return given;
}

async function keptAnswer<Body>(
  tx: Tx,
  actorId: string,
  key: string,
  fingerprint: string,
): Promise<Answer<Body>> {
  const { rows } = await sql<{
    fingerprint: string;
    status: number;
    headers: { version: number | null };
    body: string;
  }>`
    select fingerprint, status, headers, body from idempotency_keys
    where org_id = ${tx.orgId} and actor_id = ${actorId} and key = ${key}
  `.execute(tx.db);
  const kept = rows[0];
  if (kept === undefined) throw new ServiceError('idempotency_in_progress');
  if (kept.fingerprint !== fingerprint) throw new ServiceError('idempotency_key_reused');
  const answer = { status: kept.status, body: JSON.parse(kept.body) as Body };
  return kept.headers.version === null ? answer : { ...answer, version: kept.headers.version };
}
