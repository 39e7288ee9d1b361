import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

/** A review with its label. */
export interface LabelledReview {
  /** The column `cat`, or the name of the file where there is none. */
  domain: string;
  text: string;
  /** 1 good, 0 bad. */
  label: 0 | 1;
  /** Whether it is kept for testing: the first byte of sha1(text) is a multiple of 5. */
  test: boolean;
  /** 0 to 255, the second byte: parts the rest once more. */
  part: number;
}

/** All reviews of a folder: its CSV files (plain, or one in a zip) that have the columns `label` and `review`. */
export function readReviews(folder: string): LabelledReview[] {
  const reviews: LabelledReview[] = [];
  for (const file of readdirSync(folder).sort()) {
    if (!/\.csv(\.zip)?$/.test(file)) continue;
    const bytes = readFileSync(join(folder, file));
    const header = file.endsWith('.zip') ? '' : bytes.subarray(0, 200).toString('utf8');
    if (header !== '' && !/(^|,)label,/.test(header.replace(/^\uFEFF/, ''))) continue;
    const text = file.endsWith('.zip') ? onlyFileOf(bytes) : bytes.toString('utf8');
    const [names = [], ...rows] = quotedCsv(text.replace(/^\uFEFF/, ''));
    const [label, review, cat] = ['label', 'review', 'cat'].map((name) => names.indexOf(name)) as [
      number,
      number,
      number,
    ];
    if (label < 0 || review < 0) continue;
    for (const row of rows) {
      const content = row[review];
      if (content === undefined) continue;
      const hash = createHash('sha1').update(content, 'utf8').digest();
      reviews.push({
        domain: cat < 0 ? file.replace(/[_.].*$/, '') : (row[cat] as string),
        text: content,
        label: row[label] === '1' ? 1 : 0,
        test: (hash[0] as number) % 5 === 0,
        part: hash[1] as number,
      });
    }
  }
  return reviews;
}

function onlyFileOf(zip: Buffer): string {
  const directoryEnd = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const entry = zip.readUInt32LE(directoryEnd + 16);
  const packedBytes = zip.readUInt32LE(entry + 20);
  const header = zip.readUInt32LE(entry + 42);
  const data = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  const packed = zip.subarray(data, data + packedBytes);
  return (zip.readUInt16LE(header + 8) === 0 ? packed : inflateRawSync(packed)).toString('utf8');
}

/** Cells of a CSV; a quote counts only at the beginning of a cell, and doubled inside. */
function quotedCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      at++;
      for (;;) {
        const quote = text.indexOf('"', at);
        const end = quote < 0 ? text.length : quote;
        cell += text.slice(at, end);
        at = end + 1;
        if (text[at] !== '"') break;
        cell += '"';
        at++;
      }
    }
    const rest = /[,\n]/g;
    rest.lastIndex = at;
    const end = rest.exec(text)?.index ?? text.length;
    cell += text.slice(at, end).replace(/\r$/, '');
    row.push(cell);
    if (text[end] !== ',') {
      rows.push(row);
      row = [];
    }
    at = end + 1;
  }
  return rows;
}
