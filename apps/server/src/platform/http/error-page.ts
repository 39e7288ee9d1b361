import { type ErrorCode, errorTable, type Locale } from '@jingyun/contracts';
import { errorMessage, preferredLocale, say } from '../i18n/server-words.ts';
import type { HttpApp } from './server.ts';

const title = { zh: '错误代码', en: 'Error codes' };

/** Where the `type` of every problem document leads: the error table in the reader's language, one anchor a code. */
export function errorPage(app: HttpApp): void {
  app.get(
    '/api/docs/errors',
    { config: { permission: 'public' }, schema: { hide: true } },
    async (request, reply) => {
      const locale = preferredLocale(request.headers['accept-language']);
      return reply
        .type('text/html; charset=utf-8')
        .header('content-language', locale)
        .header('cache-control', 'no-cache')
        .send(page(locale));
    },
  );
}

function page(locale: Locale): string {
  const codes = (Object.keys(errorTable) as ErrorCode[]).sort();
  const rows = codes.map((code) => {
    const words = errorMessage(code, locale);
    return `<tr id="${code}"><td><code>${code}</code></td><td>${errorTable[code].status}</td><td>${escaped(words)}</td></tr>`;
  });
  const heading = say(title, locale);
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading}</title>
<style>:root{color-scheme:light dark}body{font:15px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;margin:2rem auto;max-width:62rem;padding:0 1rem}
table{border-collapse:collapse}td{border-top:1px solid #8884;padding:.4rem .8rem .4rem 0;vertical-align:top}tr:target{background:#fc03}</style>
</head><body><h1>${heading}</h1><table>
${rows.join('\n')}
</table></body></html>
`;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
