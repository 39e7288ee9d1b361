import { type ByteSource, defaultSourceLimits, utf8Chunks } from './byte-source.ts';
import { defaultLogLimits } from './log-builder.ts';
import type { ReadXesOptions, XesDocument } from './xes-document.ts';
import { XesHandler } from './xes-handler.ts';
import { defaultXmlLimits, XmlTokens } from './xml-tokens.ts';

/**
 * Reads an event log in XES (IEEE 1849), plain or packed with gzip, as it comes in: memory holds the columns, never
 * the file. Attributes of cases and events become columns, attributes of attributes and lists stand beside them.
 * An `int` beyond 2^53 makes its column text, so that no digit is lost. A repeated key keeps its last value.
 *
 * Made for files of strangers: DOCTYPE and entities are refused; depth, attributes, lengths, size and packing ratio
 * are bounded; bytes that are not valid in the encoding are refused where they are part of a name or value.
 * O(bytes).
 *
 * @throws AnalyticsError if it is no XES, not whole, forbidden, beyond the limits, or names no such classifier
 * @example const { log, issues } = await readXes(file.stream());
 */
export async function readXes(source: ByteSource, options: ReadXesOptions = {}): Promise<XesDocument> {
  const { limits = {} } = options;
  const handler = new XesHandler(options, { ...defaultLogLimits, nested: 5_000_000, ...limits });
  const tokens = new XmlTokens(handler.pool, handler, { ...defaultXmlLimits, ...limits });
  handler.tokens = tokens;
  for await (const chunk of utf8Chunks(source, { ...defaultSourceLimits, ...limits }, declaredEncoding)) {
    tokens.write(chunk);
  }
  tokens.end();
  return handler.finish(options.order ?? 'given');
}

/**
 * What the XML declaration says, else UTF-8. UTF-16 without a mark shows itself by zeros around the first `<`; a
 * declaration that can be read byte by byte is not in UTF-16, whatever it says (some writers say it of any text).
 */
function declaredEncoding(head: Uint8Array): string {
  if (head[0] === 0x3c && head[1] === 0) return 'utf-16le';
  if (head[0] === 0 && head[1] === 0x3c) return 'utf-16be';
  let text = '';
  for (let i = 0; i < head.length && head[i] !== 0x3e; i++) text += String.fromCharCode(head[i] as number);
  const declared = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']/.exec(text)?.[1] ?? 'utf-8';
  return /^utf-?16/i.test(declared) ? 'utf-8' : declared;
}
