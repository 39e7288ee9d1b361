/** A part of a table: whole rows in COPY's text format. */
export interface RowChunk {
  bytes: Buffer;
  rows: number;
}

const lineEnd = 0x0a;
const wanted = 4 * 1024 * 1024;

/**
 * Cuts the output of COPY (text format) into parts of about `size` bytes, at ends of
 * rows. In that format a line feed is always the end of a row: those within values are
 * written as `\n`. One row is never cut, however long.
 */
export async function* rowChunks(copy: AsyncIterable<Buffer>, size = wanted): AsyncGenerator<RowChunk> {
  let waiting: Buffer[] = [];
  let length = 0;
  let rows = 0;
  for await (const piece of copy) {
    const end = piece.lastIndexOf(lineEnd) + 1;
    if (length + piece.length < size || end === 0) {
      waiting.push(piece);
      length += piece.length;
      rows += lineEnds(piece);
      continue;
    }
    const last = piece.subarray(0, end);
    yield { bytes: Buffer.concat([...waiting, last]), rows: rows + lineEnds(last) };
    waiting = [piece.subarray(end)];
    length = piece.length - end;
    rows = 0;
  }
  if (length > 0) yield { bytes: Buffer.concat(waiting), rows };
}

function lineEnds(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(lineEnd); at !== -1; at = bytes.indexOf(lineEnd, at + 1)) count += 1;
  return count;
}
