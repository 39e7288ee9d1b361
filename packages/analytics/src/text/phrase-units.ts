/** A collection as numbers: Chinese characters and words of other scripts, with breaks between. */
export interface PhraseUnits {
  /** Number of each unit in reading order; -1 where a phrase cannot go on. Begins and ends with -1. */
  units: Int32Array;
  names: string[];
  /** 1 for units that are written with a space before and after. */
  spaced: Uint8Array;
  /** Units without the breaks. */
  size: number;
}

const unit = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+|[^\p{L}\p{N}\p{M}\s]/gu;
const isWord = /^[\p{L}\p{N}\p{M}]/u;
const isHan = /^\p{Script=Han}/u;

/** Numbers the characters and words of normalised texts; punctuation, signs and the ends of texts break phrases. */
export function phraseUnits(texts: readonly string[]): PhraseUnits {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  let units = new Int32Array(1024).fill(-1);
  let end = 1;
  let size = 0;
  const push = (value: number) => {
    if (value < 0 && units[end - 1] === -1) return;
    if (end + 1 >= units.length) {
      const larger = new Int32Array(units.length * 2).fill(-1);
      larger.set(units);
      units = larger;
    }
    units[end++] = value;
    if (value >= 0) size++;
  };
  for (const text of texts) {
    for (const [part] of text.matchAll(unit)) {
      if (!isWord.test(part)) {
        push(-1);
        continue;
      }
      // A mixed run such as 3g网 is cut where the script changes: the pattern takes Chinese one by one.
      let number = numbers.get(part);
      if (number === undefined) {
        number = names.length;
        numbers.set(part, number);
        names.push(part);
      }
      push(number);
    }
    push(-1);
  }
  return {
    units: units.slice(0, end + 1),
    names,
    spaced: Uint8Array.from(names, (name) => (isHan.test(name) ? 0 : 1)),
    size,
  };
}
