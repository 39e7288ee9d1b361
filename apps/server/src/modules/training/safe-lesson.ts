import { locales, type TrainingText } from '@jingyun/contracts';
import sanitizeHtml from 'sanitize-html';
import { safePage } from '../../platform/text/safe-page.ts';

/** A lesson as it is kept: every language sanitised; those of which nothing is left are taken away. */
export function safeLesson(lesson: TrainingText): TrainingText {
  const safe: TrainingText = {};
  for (const locale of locales) {
    const html = safePage(lesson[locale] ?? '');
    const words = sanitizeHtml(html, { allowedTags: [] }).trim();
    if (words !== '' || html.includes('<img')) safe[locale] = html;
  }
  return safe;
}
