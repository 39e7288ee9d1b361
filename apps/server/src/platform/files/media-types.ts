import { extname } from 'node:path';

const signatures: readonly { type: string; offset?: number; bytes: readonly number[] }[] = [
  { type: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { type: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/gif', bytes: [0x47, 0x49, 0x46, 0x38] },
  { type: 'image/webp', offset: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
  { type: 'application/pdf', bytes: [0x25, 0x50, 0x44, 0x46] },
  { type: 'application/gzip', bytes: [0x1f, 0x8b] },
  { type: 'application/zip', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { type: 'audio/mpeg', bytes: [0x49, 0x44, 0x33] },
  { type: 'audio/wav', offset: 8, bytes: [0x57, 0x41, 0x56, 0x45] },
  { type: 'video/mp4', offset: 4, bytes: [0x66, 0x74, 0x79, 0x70] },
];

const officeEndings: Record<string, string> = {
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};

const textEndings: Record<string, string> = {
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.xes': 'application/xml',
  '.xml': 'application/xml',
};

/** What may be attached to a ticket: nothing that a browser or an office program would run. */
export const attachmentTypes: readonly string[] = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'application/pdf',
  'application/zip',
  'audio/mpeg',
  'audio/wav',
  'video/mp4',
  'text/plain',
  'text/csv',
  ...Object.values(officeEndings),
];

/**
 * The media type by the first bytes; the name only tells apart what has the same bytes
 * (zip or xlsx) or no signature (text). Active content (HTML, SVG, scripts, programs)
 * comes out as text/plain or application/octet-stream and is never served to run.
 */
export function mediaTypeOf(head: Uint8Array, name: string): string {
  const ending = extname(name).toLowerCase();
  const found = signatures.find(({ offset = 0, bytes }) =>
    bytes.every((byte, i) => head[offset + i] === byte),
  );
  if (found?.type === 'application/zip') return officeEndings[ending] ?? found.type;
  if (found !== undefined) return found.type;
  const isText =
    head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d) ||
    startsUtf16(head);
  return isText ? (textEndings[ending] ?? 'text/plain') : 'application/octet-stream';
}

function startsUtf16(head: Uint8Array): boolean {
  return (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
}
