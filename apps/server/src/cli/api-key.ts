import { type BuiltInRole, builtInRoles, id, line } from '@jingyun/contracts';
import { Command, InvalidArgumentError, Option } from 'commander';
import { builtInRole, createApiKey, listApiKeys, revokeApiKey } from '../modules/people/index.ts';
import { type Call, systemActor } from '../platform/actor.ts';
import type { Tx } from '../platform/database/transaction.ts';
import type { Services } from '../platform/services.ts';
import { withProduct } from './open.ts';
import { organisationFor } from './organisation.ts';
import { answer, tell } from './output.ts';

interface Options {
  json?: boolean;
  organisation?: string;
}

interface CreateOptions extends Options {
  role: BuiltInRole;
  name: string;
  days?: number;
}

/** `jingyun api-key create | list | revoke`: keys for programs, made by whoever runs the server. */
export function apiKeyCommand(): Command {
  const create = common(new Command('create'))
    .description('make a key for Authorization: Bearer; it is shown this once')
    .addOption(new Option('--role <role>', 'what the key may do').choices(builtInRoles).default('agent'))
    .option('--name <name>', 'what the key is for', oneLine, 'command line')
    .option('--days <days>', 'days until it expires; without it, it does not', wholeNumber)
    .action(createKey);
  const list = common(new Command('list'))
    .description('list the keys, without their secrets')
    .action(listKeys);
  const revoke = common(new Command('revoke'))
    .description('end a key at once')
    .argument('<id>', 'from "api-key list"', anId)
    .action(revokeKey);
  return new Command('api-key')
    .description('keys for programs that use the API')
    .addCommand(create)
    .addCommand(list)
    .addCommand(revoke);
}

function common(command: Command): Command {
  return command
    .option('--organisation <id>', 'where there are several organisations')
    .option('--json', 'print one JSON object as the last line');
}

function wholeNumber(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > 36_500)
    throw new InvalidArgumentError('a whole number of days, 1 to 36500');
  return days;
}

function oneLine(text: string): string {
  const parsed = line(100).safeParse(text);
  if (!parsed.success) throw new InvalidArgumentError('1 to 100 characters on one line');
  return parsed.data;
}

function anId(text: string): string {
  const parsed = id.safeParse(text);
  if (!parsed.success) throw new InvalidArgumentError('an id such as 01a20273-c9d8-7e9e-b65b-a9819ba9e0cf');
  return parsed.data;
}

async function createKey({ json = false, role, name, days, organisation }: CreateOptions): Promise<void> {
  const made = await inOrganisation(organisation, async (tx, call, services) => {
    const { id: roleId } = await builtInRole(tx, role);
    const expiresAt = days === undefined ? {} : { expiresAt: call.now.add({ hours: 24 * days }).toString() };
    return createApiKey(tx, call, services.permissions, { name, roleId, ...expiresAt });
  });
  const { prefix, expiresAt } = made.row;
  const result = {
    ok: true,
    id: made.row.id,
    organisation: made.orgId,
    name,
    role,
    prefix,
    expiresAt: expiresAt?.toString() ?? null,
    key: made.key,
  };
  answer(
    json,
    result,
    `${made.key}\n${tell({ zh: '请妥善保存：密钥只显示这一次。', en: 'Keep it safe: the key is shown this once only.' })}`,
  );
}

async function listKeys({ json = false, organisation }: Options): Promise<void> {
  const { rows } = await inOrganisation(organisation, async (tx) => ({ rows: await allKeys(tx) }));
  const keys = rows.map((row) => ({
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    createdAt: row.createdAt.toString(),
    lastUsedAt: row.lastUsedAt?.toString() ?? null,
    expiresAt: row.expiresAt?.toString() ?? null,
    revokedAt: row.revokedAt?.toString() ?? null,
  }));
  const lines = keys.map(({ id: keyId, prefix, name, revokedAt }) =>
    [keyId, prefix, name, revokedAt === null ? '' : tell({ zh: '(已吊销)', en: '(revoked)' })]
      .join('  ')
      .trimEnd(),
  );
  answer(
    json,
    { ok: true, count: keys.length, keys },
    lines.join('\n') || tell({ zh: '还没有密钥。', en: 'There are no keys.' }),
  );
}

async function allKeys(tx: Tx) {
  const all = [];
  for (let before: string | null = null; ; ) {
    const rows = await listApiKeys(tx, before, 200);
    all.push(...rows.slice(0, 200));
    if (rows.length <= 200) return all;
    before = all.at(-1)?.id ?? null;
  }
}

async function revokeKey(keyId: string, { json = false, organisation }: Options): Promise<void> {
  const row = await inOrganisation(organisation, (tx, call) => revokeApiKey(tx, call, keyId));
  answer(
    json,
    { ok: true, id: keyId, name: row.name },
    tell({ zh: `已吊销密钥“${row.name}”。`, en: `Revoked the key "${row.name}".` }),
  );
}

/** Runs in a transaction of the organisation, as the product itself, and tells a running server what changed. */
async function inOrganisation<T extends object>(
  named: string | undefined,
  work: (tx: Tx, call: Call, services: Services) => Promise<T>,
): Promise<T & { orgId: string }> {
  return withProduct(async ({ services }) => {
    const orgId = await organisationFor(services, named);
    const call = { actor: systemActor(orgId), now: services.clock() };
    const result = await services.database.inOrg(orgId, (tx) => work(tx, call, services));
    services.access.forget(orgId);
    return { ...result, orgId };
  });
}
