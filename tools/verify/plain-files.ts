import { readFileSync } from 'node:fs';
import { gunzipSync, inflateRawSync } from 'node:zlib';

/*
 * Readers of their own for the data sets, as plain as can be: they share no line with the product, so that
 * both being wrong in the same way would be chance. They are good for these files and for no others.
 */

/** The only file in a zip, by its local header. */
export function unzipOnly(path: string): string {
  const zip = readFileSync(path);
  const directoryEnd = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const entry = zip.readUInt32LE(directoryEnd + 16);
  const packedBytes = zip.readUInt32LE(entry + 20);
  const header = zip.readUInt32LE(entry + 42);
  const data = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  const packed = zip.subarray(data, data + packedBytes);
  return (zip.readUInt16LE(header + 8) === 0 ? packed : inflateRawSync(packed)).toString('utf8');
}

export function gunzip(path: string): string {
  return gunzipSync(readFileSync(path)).toString('utf8');
}

/** Lines and cells of a CSV without a single quote. */
export function plainCsv(text: string): { header: string[]; rows: string[][] } {
  if (text.includes('"')) throw new Error('This reader knows no quotes.');
  const [header = [], ...rows] = text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => line.split(','));
  return { header, rows };
}

/** Minutes since 1970 of `d/m/Y H:M`, as if it were UTC: differences are all that is asked of it. */
export function minutesOf(text: string): number {
  const [day, month, year, hour, minute] = text.split(/[/ :]/).map(Number);
  return Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute) / 60_000;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
