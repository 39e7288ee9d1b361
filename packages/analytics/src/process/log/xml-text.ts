import { AnalyticsError } from '../../errors.ts';
import { decodeUtf8 } from './string-pool.ts';

const NAME = /^[\p{L}_:][\p{L}\p{N}\p{M}._:·-]*$/u;

/** A name of an element or attribute. */
export function readName(bytes: Uint8Array, from: number, to: number): string {
  const name = decodeUtf8(bytes, from, to);
  if (!NAME.test(name))
    throw new AnalyticsError(
      'source',
      `is no well-formed XML: ${JSON.stringify(name.slice(0, 40))} is no name`,
    );
  return name;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** The text of a value: entities resolved, white space as XML 1.0 normalises it (section 3.3.3). */
export function readValue(bytes: Uint8Array, from: number, to: number): string {
  const text = decodeUtf8(bytes, from, to).replace(/\r\n|[\t\n\r]/g, ' ');
  if (FORBIDDEN.test(text))
    throw new AnalyticsError('source', 'is no well-formed XML: it holds control characters');
  return text.includes('&') ? text.replace(/&([^;&]*)(;?)/g, resolved) : text;
}

function resolved(_whole: string, name: string, semicolon: string): string {
  const known = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
  if (semicolon === '' || name === '')
    throw new AnalyticsError('source', 'is no well-formed XML: "&" begins no entity');
  if (known !== undefined) return known;
  const code = /^#[0-9]{1,7}$/.test(name)
    ? Number(name.slice(1))
    : /^#x[0-9a-f]{1,6}$/i.test(name)
      ? Number.parseInt(name.slice(2), 16)
      : Number.NaN;
  if (Number.isNaN(code)) {
    throw new AnalyticsError(
      'source',
      `uses the entity ${JSON.stringify(name.slice(0, 40))}, which only a DOCTYPE could declare`,
    );
  }
  const character =
    code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '\0';
  if (FORBIDDEN.test(character))
    throw new AnalyticsError('source', `is no well-formed XML: &${name}; is no character`);
  return character;
}
