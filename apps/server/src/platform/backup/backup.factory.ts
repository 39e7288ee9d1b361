import { createHash, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import { pack } from 'tar-stream';
import type { Sql } from '../database/connect.ts';
import type { Tx } from '../database/transaction.ts';

/** Texts that a careless copy would change. */
export const awkwardTexts = [
  'tab\there, line\nend, return\rhere, back\\slash \\N \\. end',
  '退款“已处理”😀 𠮷野家',
  '',
  '\\.',
  ' leading and trailing ',
];

/** A file of the organisation with its row. @returns its SHA-256. */
export async function makeFile(tx: Tx, dataDir: string, content: string): Promise<string> {
  const sha256 = createHash('sha256').update(content).digest('hex');
  const folder = join(dataDir, 'files', tx.orgId, sha256.slice(0, 2));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, sha256), content);
  await sql`
    insert into files (org_id, id, name, media_type, bytes, sha256, purpose)
    values (${tx.orgId}, ${randomUUID()}, 'a.txt', 'text/plain', ${Buffer.byteLength(content)}, ${sha256}, 'test')
  `.execute(tx.db);
  return sha256;
}

/** Mails with awkward texts and instants to the microsecond. */
export async function makeMails(tx: Tx): Promise<void> {
  for (const text of awkwardTexts) {
    await sql`
      insert into mails (org_id, id, recipient, subject, html, plain, headers, created_at)
      values (${tx.orgId}, ${randomUUID()}, 'a@example.com', ${text}, ${text}, ${text}, ${{ text, n: [1.5, null] }}::jsonb,
        '2026-03-02T02:00:00.123456Z')
    `.execute(tx.db);
  }
}

/** Every row of every table but the ledger, as text; positions apart, which a restore lowers. */
export async function contents(owner: Sql): Promise<Record<string, string[]>> {
  const tables = await owner<{ name: string }[]>`
    select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'auth') and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname <> 'jingyun_migrations' order by 1
  `;
  const all: Record<string, string[]> = {};
  for (const { name } of tables) {
    const rows = await owner.unsafe<{ row: string }[]>(
      `select (to_jsonb(t) - 'txid')::text as row from ${name} t order by 1`,
    );
    all[name] = rows.map(({ row }) => row);
  }
  return all;
}

/** An archive made by hand, of members as they are given. */
export async function makeArchive(
  members: readonly { name: string; content: string | Buffer; type?: 'file' | 'symlink' | 'directory' }[],
): Promise<Buffer> {
  const tar = pack();
  for (const { name, content, type = 'file' } of members) {
    if (type === 'file') tar.entry({ name }, content);
    else tar.entry({ name, type, linkname: '/etc/passwd' });
  }
  tar.finalize();
  const pieces: Buffer[] = [];
  for await (const piece of tar.pipe(createGzip())) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
