import { locales, type TrainingText } from '@jingyun/contracts';
import sanitizeHtml from 'sanitize-html';

const picture = /^\/api\/v1\/files\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What remains of a lesson's HTML: formatting, lists, tables, links to the web, mail and phone, and pictures that are
 * files of the organisation (`/api/v1/files/{id}`). Nothing is loaded from elsewhere: a lesson is read by everybody.
 */
const kept: sanitizeHtml.IOptions = {
  allowedTags:
    'p br strong b em i u s del sub sup a ul ol li blockquote pre code hr h2 h3 h4 table thead tbody tr th td img'.split(
      ' ',
    ),
  allowedAttributes: {
    a: ['href', 'title', 'rel', 'target'],
    img: ['src', 'alt', 'width', 'height'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan'],
  },
  allowedSchemes: ['https', 'http', 'mailto', 'tel'],
  allowProtocolRelative: false,
  nestingLimit: 50,
  transformTags: {
    a: (tagName, attribs) => ({
      tagName,
      attribs: { ...attribs, rel: 'noopener noreferrer nofollow', target: '_blank' },
    }),
  },
  exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !picture.test(attribs['src'] ?? ''),
};

/** A lesson as it is kept: every language sanitised; those of which nothing is left are taken away. */
export function safeLesson(lesson: TrainingText): TrainingText {
  const safe: TrainingText = {};
  for (const locale of locales) {
    const html = sanitizeHtml(lesson[locale] ?? '', kept).trim();
    const words = sanitizeHtml(html, { allowedTags: [] }).trim();
    if (words !== '' || html.includes('<img')) safe[locale] = html;
  }
  return safe;
}
