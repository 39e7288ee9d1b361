import { z } from 'zod';

/** The languages of the product. zh-CN is the source; zh-TW is derived from it with overrides; en is written by hand. */
export const locales = ['zh-CN', 'zh-TW', 'en'] as const;
export const localeSchema = z.enum(locales);
export type Locale = z.infer<typeof localeSchema>;

/** A text written by hand in the two source languages; zh-TW is derived from zh unless it is given. */
export interface Words {
  zh: string;
  en: string;
  /** Only where OpenCC's phrase conversion is not what is said in Taiwan. */
  tw?: string;
}

export const id = z.uuid();

/** An instant as ISO 8601 with offset, e.g. `2026-03-01T09:00:00+08:00`. Output is always UTC (`…Z`). */
export const instant = z.iso.datetime({ offset: true });

/** A calendar date, `YYYY-MM-DD`, in the organisation's time zone. */
export const calendarDate = z.iso.date();

/** An IANA time zone known to this runtime, e.g. `Asia/Shanghai`. */
export const timeZone = z.string().max(64).refine(isTimeZone, { error: 'unknown_time_zone' });

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Text of one line: trimmed, 1 to `max` characters, no control characters (NUL cannot be stored in PostgreSQL). */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is the purpose
    .regex(/^[^\u0000-\u001f\u007f]*$/, { error: 'control_characters' });

/** Text of many lines: up to `max` characters; tabs and line ends allowed, other control characters refused. */
export const text = (max: number) =>
  z
    .string()
    .max(max)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is the purpose
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/, { error: 'control_characters' });

/** Query of every list: an opaque cursor from the page before, and a page size. */
export const pageQuery = z.strictObject({
  cursor: z.string().max(512).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** A page of a list. `nextCursor` is null on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), nextCursor: z.string().nullable() });

/** Version for optimistic concurrency: sent as `ETag`, expected back in `If-Match`. */
export const version = z.number().int().min(1);

export const idParams = z.strictObject({ id });

export const ok = z.object({ ok: z.literal(true) });
