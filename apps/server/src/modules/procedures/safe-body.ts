import type { Locale, ProcedureContent, ProcedureStep } from '@jingyun/contracts';
import { locales, stepsOf } from '@jingyun/contracts';
import type { Tx } from '../../platform/database/transaction.ts';
import { filesByIds } from '../../platform/files/files-by-ids.ts';
import { pictureOf, safePage } from '../../platform/text/safe-page.ts';
import { textOf } from '../tickets/index.ts';

/** What is kept of a text, and how many pictures were dropped because they are no files of the organisation. */
export interface SafeContent {
  content: ProcedureContent;
  picturesLeftOut: number;
}

/** Content as it is kept: every body sanitised; bodies of which nothing is left are taken away. */
export async function safeContent(tx: Tx, content: ProcedureContent): Promise<SafeContent> {
  const named = new Set<string>();
  for (const { body } of stepsOf(content))
    for (const html of Object.values(body ?? {}))
      for (const [, id] of html.matchAll(/\/api\/v1\/files\/([0-9a-f-]{36})/g)) named.add(id!);
  const ids = [...named].filter((id) => pictureOf(`/api/v1/files/${id}`) !== null);
  const files = await filesByIds(tx, ids);
  const isPicture = (id: string) => files.get(id)?.mediaType.startsWith('image/') ?? false;
  let picturesLeftOut = 0;
  const clean = (html: string) => {
    const safe = safePage(html, isPicture);
    picturesLeftOut += countPictures(html) - countPictures(safe);
    return safe;
  };
  const stages = content.stages.map((stage) => ({
    ...stage,
    steps: stage.steps.map((step): ProcedureStep => {
      const { body, ...others } = step;
      const kept = bodyOf(body, clean);
      return kept === null ? others : { ...others, body: kept };
    }),
  }));
  return { content: { ...content, stages }, picturesLeftOut };
}

function bodyOf(body: ProcedureStep['body'], clean: (html: string) => string) {
  if (body === undefined) return null;
  const kept: Partial<Record<Locale, string>> = {};
  for (const locale of locales) {
    const html = body[locale];
    const safe = html === undefined ? '' : clean(html);
    if (safe !== '' && (textOf(safe) !== '' || safe.includes('<img'))) kept[locale] = safe;
  }
  return Object.keys(kept).length === 0 ? null : kept;
}

const countPictures = (html: string) => html.match(/<img\b/gi)?.length ?? 0;
