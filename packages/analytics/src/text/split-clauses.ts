/** A part of a text; `text` is exactly text.slice(start, end). */
export interface TextSpan {
  start: number;
  end: number;
  text: string;
}

/** Marks that end a clause, contrasts before which one begins, and line ends. A point within a number ends none. */
const boundary =
  /[,，。!！?？;；~～…\n\r\t、（）()]+|\.(?!\d)|(?<=\p{Script=Han}) +|(?<=[\p{L}\p{N}\p{P}])(?=但是|但|可是|不过|然而|就是|只是|而且|並且|并且|另外)|\s(?=(?:but|however|although|though|and)\s)/giu;

/**
 * The clauses of a text in reading order, with their places: at marks, at line ends, at spaces after Chinese, and
 * before words of contrast. Clauses without a letter or sign of mood are left out. O(length).
 *
 * @example splitClauses('味道不错，但是太贵了').map((clause) => clause.text); // ['味道不错', '但是太贵了']
 */
export function splitClauses(text: string): TextSpan[] {
  const clauses: TextSpan[] = [];
  let start = 0;
  const push = (end: number) => {
    const raw = text.slice(start, end);
    const from = start + (raw.length - raw.trimStart().length);
    const to = from + raw.trim().length;
    const part = text.slice(from, to);
    if (/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(part))
      clauses.push({ start: from, end: to, text: part });
  };
  for (const match of text.matchAll(boundary)) {
    push(match.index);
    start = match.index + match[0].length;
  }
  push(text.length);
  return clauses;
}
