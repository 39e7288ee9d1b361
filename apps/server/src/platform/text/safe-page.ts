import sanitizeHtml from 'sanitize-html';

const picture = /^\/api\/v1\/files\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * What remains of the HTML of a page that everybody reads, such as a lesson or a step of a procedure: formatting,
 * lists, tables, links to the web, mail and phone, and pictures that are files of the organisation
 * (`/api/v1/files/{id}`). No scripts, styles, forms or frames, and nothing is loaded from elsewhere.
 *
 * @param isKnown which files may be shown; default all that are named as files
 */
export function safePage(html: string, isKnown: (fileId: string) => boolean = () => true): string {
  return sanitizeHtml(html, {
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
    exclusiveFilter: ({ tag, attribs }) => {
      if (tag !== 'img') return false;
      const id = pictureOf(attribs['src'] ?? '');
      return id === null || !isKnown(id);
    },
  }).trim();
}

/** The id of the organisation's file that an address names; null for any other address. */
export function pictureOf(address: string): string | null {
  return picture.exec(address)?.[1] ?? null;
}
