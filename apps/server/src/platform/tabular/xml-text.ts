import iconv from 'iconv-lite';
import { ServiceError } from '../errors/service-error.ts';
import { byteOrderMark } from './detect-encoding.ts';
import type { TabularEncoding } from './types.ts';

const declared: Record<string, TabularEncoding> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  'utf-16': 'utf-16le',
  gb2312: 'gb18030',
  gbk: 'gb18030',
  gb18030: 'gb18030',
  big5: 'big5',
  'iso-8859-1': 'windows-1252',
  'windows-1252': 'windows-1252',
};

/** The encoding of an XML document: its byte order mark, then its declaration, then UTF-8 as the standard says. */
export function xmlEncoding(head: Buffer): TabularEncoding {
  const mark = byteOrderMark(head);
  if (mark) return mark.encoding;
  const name = /^<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']/.exec(head.toString('latin1', 0, 300))?.[1];
  const encoding = name === undefined ? 'utf-8' : declared[name.toLowerCase()];
  if (encoding === undefined) throw new ServiceError('import_encoding_unknown');
  return encoding;
}

/** Decodes a document strictly: XML has no rows that could be reported, so damage refuses the file. */
export async function* xmlText(
  bytes: AsyncIterable<Buffer>,
  encoding: TabularEncoding,
): AsyncGenerator<string> {
  if (encoding === 'utf-8' || encoding === 'utf-16le' || encoding === 'utf-16be') {
    const decoder = new TextDecoder(encoding, { fatal: true });
    for await (const chunk of bytes) yield strictly(() => decoder.decode(chunk, { stream: true }));
    yield strictly(() => decoder.decode());
    return;
  }
  const decoder = iconv.getDecoder(encoding);
  for await (const chunk of bytes) {
    const text = decoder.write(chunk);
    if (text.includes('\uFFFD')) throw damaged();
    yield text;
  }
  yield decoder.end() ?? '';
}

function strictly(decode: () => string): string {
  try {
    return decode();
  } catch (error) {
    throw damaged(error);
  }
}

function damaged(cause?: unknown): ServiceError {
  return new ServiceError('invalid_encoding', { cause });
}
