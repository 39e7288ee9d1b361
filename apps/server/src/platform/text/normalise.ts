import * as OpenCC from 'opencc-js/t2cn';

const toSimplified = OpenCC.Converter({ from: 't', to: 'cn' });
const onlyAscii = /^[\u0020-\u007e\s]*$/;

/**
 * Brings a text to the form in which it is compared: compatibility forms folded (NFKC: full-width
 * letters, ligatures), lower case, traditional characters made simplified. For matching, never for showing.
 * Cost: about 25 µs for 300 Chinese characters; ASCII text is not converted.
 */
export function normalise(text: string): string {
  if (onlyAscii.test(text)) return text.toLowerCase();
  return toSimplified(text.normalize('NFKC').toLowerCase());
}
