import { requireNotNegative, requirePositive } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';

/** Width of a line of text. */
export type MeasureText = (text: string) => number;

/** How text is set in boxes. */
export interface TextOptions {
  /** Default: `textWidth` at 14 units. A browser can pass its canvas's measure, if the server need not draw the same. */
  measure?: MeasureText;
  /** Distance of lines; default 20. */
  lineHeight?: number;
  /** Lines are broken beyond this width; default 180. */
  maxWidth?: number;
  /** Space between text and the border of its box; default 8. */
  padding?: number;
}

/** Text in lines, with the size of the box that it takes. */
export interface SetText {
  lines: string[];
  width: number;
  height: number;
}

/** As much as a Latin letter takes of the size of the font, on average over text in common fonts. */
const NARROW = 0.55;

/** Characters that East Asian fonts set in a full square: Unicode's East Asian Width W and F, and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** Characters that take no place of their own: combining marks, joiners, variation selectors, controls. */
const EMPTY = /[\p{Mn}\p{Me}\p{Cf}\p{Cc}]/u;

/**
 * Width of text without a font: a full square for each Chinese, Japanese or Korean character, a little more than half
 * for others (Unicode Standard Annex 11, East Asian Width). The same wherever it runs. O(length).
 *
 * @param size of the font; default 14
 * @throws AnalyticsError if `size` is not above 0
 * @example textWidth('首次响应'); // 56
 */
export function textWidth(text: string, size = 14): number {
  requirePositive('size', size);
  let width = 0;
  for (const character of text) width += squares(character);
  return width * size;
}

/** Width of a character in squares. Latin letters and common Chinese ones, nearly all there are, need no table. */
function squares(character: string): number {
  if (character >= ' ' && character <= '~') return NARROW;
  if (character >= '\u4e00' && character <= '\u9fff') return 1;
  return EMPTY.test(character) ? 0 : WIDE.test(character) ? 1 : NARROW;
}

/** Sets text by the options, as often as wanted. @throws AnalyticsError if an option is out of its range */
export function textSetter({
  measure = textWidth,
  lineHeight = 20,
  maxWidth = 180,
  padding = 8,
}: TextOptions): (text: string) => SetText {
  requirePositive('options.lineHeight', lineHeight);
  requirePositive('options.maxWidth', maxWidth);
  requireNotNegative('options.padding', padding);
  const widthOf = (text: string): number => {
    const width = measure(text);
    if (Number.isFinite(width) && width >= 0) return width;
    throw new AnalyticsError(
      'options.measure',
      `must give a width from 0, but gave ${width} for ${JSON.stringify(text)}`,
    );
  };
  return (text) => {
    const lines = breakLines(text, maxWidth, widthOf);
    const widest = lines.reduce((width, line) => Math.max(width, widthOf(line)), 0);
    return { lines, width: widest + 2 * padding, height: lines.length * lineHeight + 2 * padding };
  };
}

/** Punctuation that no line begins with. */
const CLOSING = /^[\p{Pe}\p{Pf}、。，．；：？！…‰％,.;:?!%]/u;

/**
 * Lines no wider than `maxWidth`: broken at spaces, and between any characters where an East Asian one is on either
 * side (never before closing punctuation); a word wider than a line is broken anywhere. Line breaks in the text stay.
 */
function breakLines(text: string, maxWidth: number, widthOf: MeasureText): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split(/\r?\n/)) {
    if (widthOf(paragraph.trimEnd()) <= maxWidth) {
      lines.push(paragraph.trimEnd());
      continue;
    }
    let line = '';
    for (const piece of piecesOf(paragraph)) {
      if (line === '' || widthOf((line + piece).trimEnd()) <= maxWidth) {
        line += piece;
      } else {
        lines.push(line.trimEnd());
        line = piece;
      }
      // Only a piece that is wider than a line by itself gets here; each step takes one character at least.
      while (widthOf(line.trimEnd()) > maxWidth && [...line.trimEnd()].length > 1) {
        const fits = prefixThatFits(line, maxWidth, widthOf);
        lines.push(line.slice(0, fits));
        line = line.slice(fits);
      }
    }
    lines.push(line.trimEnd());
  }
  return lines;
}

/** Parts between which a line may end; spaces belong to what is before them. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  let before = '';
  for (const character of text) {
    const after = before !== '' && (before === ' ' || WIDE.test(before) || WIDE.test(character));
    if (after && character !== ' ' && !CLOSING.test(character) && !EMPTY.test(character)) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
    before = character;
  }
  if (piece !== '') pieces.push(piece);
  return pieces;
}

/** Length of the longest beginning that is not wider than a line, one character at least. */
function prefixThatFits(text: string, maxWidth: number, widthOf: MeasureText): number {
  const ends: number[] = [];
  for (const character of text) ends.push((ends.at(-1) ?? 0) + character.length);
  let fits = 0;
  let over = ends.length - 1;
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    if (widthOf(text.slice(0, ends[middle])) <= maxWidth) fits = middle;
    else over = middle;
  }
  return ends[fits] as number;
}
