import { type CreateApiKeyInput, type Grants, peopleEvents } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import { makeApiKey } from '../../platform/auth/token-text.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { fieldError, ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { type ApiKeyRow, insertKey, lockKey, markRevoked } from './api-key.repo.ts';
import { refuseGrantsBeyond, refuseRolesBeyond, refuseUnknownPermissions } from './people.policy.ts';
import type { PermissionRows } from './role.rules.ts';

/**
 * Makes an API key with a role's grants or with grants of its own, never more than its maker has.
 *
 * @returns the key's text, which is not kept: this is the only time it is seen.
 * @throws ServiceError session_required, unknown_permission, not_yours_to_grant, unknown_reference
 */
export async function createApiKey(
  tx: Tx,
  call: Call,
  permissions: PermissionRows,
  input: CreateApiKeyInput,
): Promise<{ key: string; row: ApiKeyRow }> {
  authorise(call.actor, 'apiKeys.manage');
  // A key that could make keys would outlive its own revocation.
  if (call.actor.type === 'apiKey') throw new ServiceError('session_required');
  if (input.roleId !== undefined) await refuseRolesBeyond(tx, call.actor, [input.roleId], permissions);
  if (input.grants !== undefined) refuseGrantsOf(call, permissions, input.grants);
  const expiresAt = input.expiresAt === undefined ? null : Temporal.Instant.from(input.expiresAt);
  if (expiresAt !== null && Temporal.Instant.compare(expiresAt, call.now) <= 0) {
    throw fieldError('expiresAt', 'too_small', 'expiresAt must lie in the future');
  }
  const made = makeApiKey(tx.orgId);
  const row: ApiKeyRow = {
    id: uuidv7(),
    name: input.name,
    prefix: made.prefix,
    roleId: input.roleId ?? null,
    grants: input.grants ?? null,
    createdBy: call.actor.type === 'user' ? call.actor.id : null,
    createdAt: call.now,
    expiresAt,
    lastUsedAt: null,
    revokedAt: null,
  };
  await insertKey(tx, { ...row, secretHash: made.secretHash });
  await tellOfKey(tx, call, peopleEvents.apiKeyCreated, row);
  return { key: made.text, row };
}

/** Ends an API key. Ending it again changes nothing. @throws ServiceError not_found */
export async function revokeApiKey(tx: Tx, call: Call, id: string): Promise<ApiKeyRow> {
  authorise(call.actor, 'apiKeys.manage');
  const key = await lockKey(tx, id);
  if (key.revokedAt !== null) return key;
  await markRevoked(tx, id, call.now);
  await tellOfKey(tx, call, peopleEvents.apiKeyRevoked, key);
  return { ...key, revokedAt: call.now };
}

function refuseGrantsOf(call: Call, permissions: PermissionRows, grants: Grants): void {
  refuseUnknownPermissions(grants, permissions);
  refuseGrantsBeyond(call.actor, grants);
}

async function tellOfKey(
  tx: Tx,
  call: Call,
  definition: typeof peopleEvents.apiKeyCreated | typeof peopleEvents.apiKeyRevoked,
  key: ApiKeyRow,
): Promise<void> {
  await appendEvents(tx, [
    {
      definition,
      subject: { type: 'apiKey', id: key.id },
      actor: eventActor(call.actor),
      data: { name: key.name, prefix: key.prefix },
      occurredAt: call.now,
      cause: call.cause,
    },
  ]);
}
