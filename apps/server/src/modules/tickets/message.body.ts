import sanitizeHtml from 'sanitize-html';
import { fieldError } from '../../platform/errors/service-error.ts';

/**
 * What remains of a message's HTML: the formatting that people use in letters. No scripts, no styles, no
 * forms, no frames; pictures only inline or by https, links only to the web, mail and phone, opened apart.
 */
const allowed: sanitizeHtml.IOptions = {
  allowedTags:
    'p br div span b strong i em u s del ins sub sup a ul ol li blockquote pre code hr h1 h2 h3 h4 table thead tbody tr th td img'.split(
      ' ',
    ),
  allowedAttributes: {
    a: ['href', 'title', 'rel', 'target'],
    img: ['src', 'alt', 'width', 'height'],
    td: ['colspan', 'rowspan'],
  },
  allowedSchemes: ['https', 'http', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['https', 'data'] },
  allowProtocolRelative: false,
  nestingLimit: 50,
  transformTags: {
    a: (tagName, attribs) => ({
      tagName,
      attribs: { ...attribs, rel: 'noopener noreferrer nofollow', target: '_blank' },
    }),
  },
};
/** Sanitises HTML of a message. */
export function safeHtml(html: string): string {
  return sanitizeHtml(html, allowed).trim();
}

const blockEnds = /<(?:br\s*\/?|\/(?:p|div|li|tr|h[1-4]|blockquote|pre))>/gi;
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

/** The words of sanitised HTML, one line for each block. */
export function textOf(html: string): string {
  const bare = sanitizeHtml(html.replace(blockEnds, '$&\n'), { allowedTags: [], allowedAttributes: {} });
  return bare
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => entities[name] ?? '')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

export interface Body {
  text: string;
  html: string | null;
}

/**
 * A message as it is kept: its words, and its HTML where it has any.
 * @throws ServiceError invalid_input where nothing is left of it
 */
export function messageBody(given: { text?: string | undefined; html?: string | undefined }): Body {
  if (given.html === undefined || given.html.trim() === '') {
    const text = (given.text ?? '').trim();
    if (text === '') throw fieldError('text', 'empty_message', 'empty_message');
    return { text, html: null };
  }
  const html = safeHtml(given.html);
  const text = textOf(html);
  if (text === '' && !html.includes('<img')) throw fieldError('html', 'empty_message', 'empty_message');
  return { text, html };
}
