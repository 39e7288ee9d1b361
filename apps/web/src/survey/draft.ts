/*
 * Answers on the way by an open link. There is no invitation to keep them with, so they stay in the browser's tab:
 * a reload or a call in between loses nothing. After half an hour they are forgotten, for the next customer may stand
 * before the same screen.
 */

export const forgetAfterMs = 30 * 60_000;

/** Names and values of a form's fields. */
export type Fields = readonly (readonly [string, string])[];

export function writeDraft(fields: Fields, now: number): string {
  return JSON.stringify({ at: now, fields });
}

/** What was kept, where it is whole and not too old; else nothing. */
export function readDraft(text: string | null, now: number): Fields {
  if (text === null) return [];
  try {
    const { at, fields } = JSON.parse(text) as { at?: unknown; fields?: unknown };
    const isFresh = typeof at === 'number' && at <= now && now - at < forgetAfterMs;
    const isWhole =
      Array.isArray(fields) &&
      fields.every((field) => Array.isArray(field) && field.every((part) => typeof part === 'string'));
    return isFresh && isWhole ? (fields as unknown as Fields) : [];
  } catch {
    return [];
  }
}
