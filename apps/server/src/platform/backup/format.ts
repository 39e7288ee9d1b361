import { z } from 'zod';

/*
 * Terms.
 *
 * archive   one file: tar, compressed with gzip. Its members, in this order:
 *             archive.json          what made it, the schema's migrations, the tables and their columns
 *             tables/<table>/<n>    rows in PostgreSQL's COPY text format, about 4 MB each, cut between rows
 *             files/<org>/<sha256>  the bytes of uploaded and produced files
 *             secrets/installation  what sessions and second factors are protected with
 *             manifest.json         bytes, rows and SHA-256 of every member before it
 * position  transaction ids of events; written lowered below zero, see events/rebase-positions.ts
 * damaged   a file whose bytes were no longer what its name says when the backup was made
 */

export const formatVersion = 1;

export const memberNames = {
  header: 'archive.json',
  secret: 'secrets/installation',
  manifest: 'manifest.json',
} as const;

const migration = z.strictObject({
  id: z.string().max(200),
  checksum: z.string().regex(/^[0-9a-f]{64}$/),
});

const tableName = z.string().regex(/^(public|auth)\.\w{1,63}$/);

/** archive.json: known before the first row is written. */
export const headerSchema = z.strictObject({
  format: z.number().int(),
  product: z.string().max(50),
  postgres: z.string().max(100),
  createdAt: z.iso.datetime(),
  migrations: z.array(migration).max(10_000),
  /** In the order in which their members follow. */
  tables: z
    .array(z.strictObject({ name: tableName, columns: z.array(z.string().min(1).max(63)).min(1).max(1_600) }))
    .max(10_000),
  /** First days of the months that the event log has partitions for. */
  eventMonths: z.array(z.iso.date()).max(2_400),
});
export type ArchiveHeader = z.infer<typeof headerSchema>;

const count = z.number().int().nonnegative();

/** manifest.json: known when everything else has been written. Files need no row in it: their names are their checksums. */
export const manifestSchema = z.strictObject({
  members: z.array(
    z.strictObject({
      name: z.string().max(200),
      bytes: count,
      rows: count,
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  files: z.strictObject({ count, bytes: count }),
  damagedFiles: z.array(z.string().max(200)),
  missingFiles: z.array(z.string().max(200)),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** A member's name, taken apart; null where no such member belongs into an archive. */
export type Member =
  | { kind: 'header' | 'secret' | 'manifest' }
  | { kind: 'table'; table: string; part: number }
  | { kind: 'file'; orgId: string; sha256: string };

const tableMember = /^tables\/((?:public|auth)\.\w{1,63})\/(\d{6,9})\.copy$/;
const fileMember = /^files\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/([0-9a-f]{64})$/;

/** Only names that `backup` writes are known: a path that leads elsewhere is no member. */
export function readMemberName(name: string): Member | null {
  if (name === memberNames.header) return { kind: 'header' };
  if (name === memberNames.secret) return { kind: 'secret' };
  if (name === memberNames.manifest) return { kind: 'manifest' };
  const [, table, part] = tableMember.exec(name) ?? [];
  if (table !== undefined) return { kind: 'table', table, part: Number(part) };
  const [, orgId, sha256] = fileMember.exec(name) ?? [];
  return orgId === undefined || sha256 === undefined ? null : { kind: 'file', orgId, sha256 };
}

/** The name of a part of a table; parts count from 1. */
export function tableMemberName(table: string, part: number): string {
  return `tables/${table}/${String(part).padStart(6, '0')}.copy`;
}
