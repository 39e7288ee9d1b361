/** Whose dialling rules a number without a country follows. */
export type Region = 'CN' | 'TW';

const countryCode: Record<Region, string> = { CN: '86', TW: '886' };

/**
 * Brings a phone number to the form in which it is compared: E.164 where its country is
 * known, else its digits (short service numbers such as 95588). An extension is kept as
 * `;ext=` after RFC 3966.
 *
 * Accepts what people write: full-width digits, spaces, dashes, dots, brackets, a leading
 * 00 or 86, an extension after 转, ext, x or #.
 *
 * @returns null where it is no phone number
 */
export function normalisePhone(value: string, region: Region = 'CN'): string | null {
  const text = value.normalize('NFKC').trim();
  const [, main = '', extension] = /^(.*?)(?:\s*(?:转|轉|ext\.?|x|#|;ext=)\s*(\d{1,8}))?$/i.exec(text) ?? [];
  if (!/^\+?[\d\s().\-–—·/]+$/.test(main)) return null;
  const digits = main.replace(/\D/g, '');
  const number = main.startsWith('+') ? international(digits) : domestic(digits, region);
  if (number === null) return null;
  return extension === undefined ? number : `${number};ext=${extension}`;
}

function international(digits: string): string | null {
  // People write +86 021…: the trunk zero is not dialled after a country code.
  const trunkless = digits.replace(/^(86|886)0/, '$1');
  return /^[1-9]\d{6,14}$/.test(trunkless) ? `+${trunkless}` : null;
}

function domestic(digits: string, region: Region): string | null {
  if (digits.startsWith('00')) return international(digits.slice(2));
  const code = countryCode[region];
  const local = region === 'CN' ? mainland(digits) : taiwan(digits);
  if (local !== null) return `+${code}${local}`;
  const rest = digits.startsWith(code) ? digits.slice(code.length) : '';
  const afterCode = region === 'CN' ? mainland(rest) : taiwan(rest.startsWith('0') ? rest : `0${rest}`);
  if (afterCode !== null) return `+${code}${afterCode}`;
  // A number of the other side of the strait, written the way it is dialled there.
  if (region === 'TW' && /^1[3-9]\d{9}$/.test(digits)) return `+86${digits}`;
  if (region === 'CN' && /^09\d{8}$/.test(digits)) return `+886${digits.slice(1)}`;
  return /^\d{5,15}$/.test(digits) ? digits : null;
}

/** Mobile, landline with its area code, 400 and 800 numbers; without the trunk zero. */
function mainland(digits: string): string | null {
  if (/^1[3-9]\d{9}$/.test(digits) || /^[48]00\d{7}$/.test(digits)) return digits;
  // Area codes: 010, 02x and then eight digits; 03xx to 09xx and then seven or eight.
  if (/^0(?:10|2\d)\d{8}$/.test(digits) || /^0[3-9]\d{2}\d{7,8}$/.test(digits)) return digits.slice(1);
  return null;
}

/** Mobile and landline with its area code; without the trunk zero. */
function taiwan(digits: string): string | null {
  return /^09\d{8}$/.test(digits) || /^0[2-8]\d{7,8}$/.test(digits) ? digits.slice(1) : null;
}
