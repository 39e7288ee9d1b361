import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { byteOrderMark } from './detect-encoding.ts';
import type { RowProblem, TabularEncoding, TabularLimits } from './types.ts';

/** A piece of text made of whole lines (but for the last piece), and what is wrong with lines of it. */
export interface TextPiece {
  text: string;
  /** By line number from 1, in order. */
  flaws: [line: number, problem: RowProblem][];
}

/** An encoding's name as people write it. */
const spelled: Record<TabularEncoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  gb18030: 'GB18030',
  big5: 'Big5',
  'windows-1252': 'Windows-1252',
};

/**
 * Decodes bytes into pieces of whole lines and says which lines were damaged.
 *
 * Bytes are cut at line ends before they are decoded: LF is no part of a longer
 * character in any of these encodings (UTF-16 is decoded first, then cut). A piece
 * without damage, nearly every one, is decoded at once by native code; only a
 * damaged piece is taken line by line.
 */
export async function* decodeLines(
  bytes: AsyncIterable<Buffer>,
  encoding: TabularEncoding,
  limits: TabularLimits,
  newline: '\n' | '\r' = '\n',
): AsyncGenerator<TextPiece> {
  const cutter = lineCutter(limits.rowChars * 4, newline);
  const wide = encoding === 'utf-16le' || encoding === 'utf-16be';
  const source = wide ? asUtf8(bytes, encoding) : bytes;
  let line = 1;
  let first = true;
  for await (const piece of cutter(source)) {
    const mark = first ? byteOrderMark(piece.bytes) : null;
    first = false;
    const body = mark?.encoding === 'utf-8' ? piece.bytes.subarray(3) : piece.bytes;
    const decoded = wide ? decodeWide(body, encoding) : decode(body, encoding, newline);
    const flaws: TextPiece['flaws'] = decoded.flaws.map(([at, problem]) => [line + at, problem]);
    if (piece.cutShort)
      flaws.push([line, { code: 'import_row_too_long', params: { limit: limits.rowChars } }]);
    yield { text: decoded.text, flaws };
    line += piece.lines;
  }
}

interface BytePiece {
  bytes: Buffer;
  lines: number;
  /** A single line of which only the beginning was kept. */
  cutShort: boolean;
}

/** Cuts a stream of bytes into pieces that end with a line end; a line beyond the limit keeps its beginning only. */
function lineCutter(longest: number, newline: '\n' | '\r') {
  const end = newline.charCodeAt(0);
  return async function* cut(source: AsyncIterable<Buffer>): AsyncGenerator<BytePiece> {
    let rest: Buffer = Buffer.alloc(0);
    let skipping = false;
    for await (const chunk of source) {
      let fresh = chunk;
      if (skipping) {
        const next = chunk.indexOf(end);
        if (next < 0) continue;
        skipping = false;
        fresh = chunk.subarray(next);
      }
      const last = fresh.lastIndexOf(end);
      if (last >= 0) {
        const whole = Buffer.concat([rest, fresh.subarray(0, last + 1)]);
        yield { bytes: whole, lines: countOf(whole, end), cutShort: false };
        rest = Buffer.from(fresh.subarray(last + 1));
      } else {
        rest = Buffer.concat([rest, fresh]);
      }
      if (rest.length > longest) {
        // Its line end stays in the stream and closes the line when it comes.
        yield { bytes: rest.subarray(0, 4096), lines: 0, cutShort: true };
        rest = Buffer.alloc(0);
        skipping = true;
      }
    }
    if (rest.length > 0) yield { bytes: rest, lines: 1, cutShort: false };
  };
}

function countOf(bytes: Buffer, byte: number): number {
  let count = 0;
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) count += 1;
  return count;
}

function decode(bytes: Buffer, encoding: TabularEncoding, newline: '\n' | '\r'): TextPiece {
  const nul = bytes.includes(0);
  if (!nul && isAscii(bytes)) return { text: bytes.toString('latin1'), flaws: [] };
  if (!nul && encoding === 'utf-8' && isUtf8(bytes)) return { text: bytes.toString('utf8'), flaws: [] };
  const end = newline.charCodeAt(0);
  const flaws: TextPiece['flaws'] = [];
  const texts: string[] = [];
  let from = 0;
  for (let line = 0; from < bytes.length; line += 1) {
    const at = bytes.indexOf(end, from);
    const one = bytes.subarray(from, at < 0 ? bytes.length : at + 1);
    from += one.length;
    const { text, problem } = decodeLine(one, encoding);
    texts.push(text);
    if (problem) flaws.push([line, problem]);
  }
  return { text: texts.join(''), flaws };
}

function decodeLine(line: Buffer, encoding: TabularEncoding): { text: string; problem?: RowProblem } {
  if (line.includes(0)) {
    const text = iconv.decode(line, encoding).replaceAll('\0', '');
    return { text, problem: { code: 'import_row_nul' } };
  }
  if (isAscii(line)) return { text: line.toString('latin1') };
  const params = { encoding: spelled[encoding] };
  if (encoding === 'utf-8') {
    const text = line.toString('utf8');
    return isUtf8(line) ? { text } : { text, problem: { code: 'import_row_invalid_bytes', params } };
  }
  if (isUtf8(line) && clearlyUtf8(line)) {
    return { text: line.toString('utf8'), problem: { code: 'import_row_mixed_encoding', params } };
  }
  const text = iconv.decode(line, encoding);
  return text.includes('\uFFFD') ? { text, problem: { code: 'import_row_invalid_bytes', params } } : { text };
}

/** Two Chinese characters of three bytes: GB18030 and Big5 text passes for valid UTF-8 in single words only. */
function clearlyUtf8(line: Buffer): boolean {
  let count = 0;
  for (let index = 0; index + 2 < line.length; index += 1) {
    const byte = line[index] ?? 0;
    if (byte >= 0xe3 && byte <= 0xe9 && (line[index + 1] ?? 0) >= 0x80 && (line[index + 2] ?? 0) >= 0x80) {
      count += 1;
      index += 2;
    }
  }
  return count >= 2;
}

/** UTF-16 as UTF-8, so that it can be cut at bytes; lone surrogates become U+FFFD. */
async function* asUtf8(bytes: AsyncIterable<Buffer>, encoding: TabularEncoding): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield Buffer.from(decoder.decode(chunk, { stream: true }), 'utf8');
  yield Buffer.from(decoder.decode(), 'utf8');
}

function decodeWide(bytes: Buffer, encoding: TabularEncoding): TextPiece {
  const text = bytes.toString('utf8');
  if (!text.includes('\uFFFD') && !text.includes('\0')) return { text, flaws: [] };
  const params = { encoding: spelled[encoding] };
  const flaws: TextPiece['flaws'] = [];
  text.split('\n').forEach((line, at) => {
    if (line.includes('\uFFFD')) flaws.push([at, { code: 'import_row_invalid_bytes', params }]);
    else if (line.includes('\0')) flaws.push([at, { code: 'import_row_nul' }]);
  });
  return { text: text.replaceAll('\0', ''), flaws };
}
