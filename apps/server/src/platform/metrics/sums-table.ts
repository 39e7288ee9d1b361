import type { MetricKind } from '@jingyun/contracts';
import type { Bucket } from './ranges.ts';
import { Sums } from './sums.ts';

/** One line of an answer: the sums of each bucket, and of a level where it stood at each bucket's end. */
export interface Line {
  buckets: (Sums | undefined)[];
  total: Sums;
  /** Level at each bucket's end; null for buckets that have not begun. Empty for other kinds. */
  levels: (number | null)[];
  /** Level at the end of the range. */
  level: number | null;
}

/** Sums by the breakdown's value ('' for none) and by bucket. */
export interface SumsTable {
  source: 'rollups' | 'events';
  buckets: readonly Bucket[];
  lines: Map<string, Line>;
  /** All lines together. */
  whole: Line;
}

/** Gathers sums line by line and bucket by bucket. */
export class TableBuilder {
  readonly #kind: MetricKind;
  readonly #buckets: readonly Bucket[];
  readonly #lines = new Map<string, Line>();

  constructor(kind: MetricKind, buckets: readonly Bucket[]) {
    this.#kind = kind;
    this.#buckets = buckets;
  }

  /** The sums to add to. */
  at(key: string, index: number): Sums {
    const line = this.line(key);
    let sums = line.buckets[index];
    if (sums === undefined) {
      sums = new Sums();
      line.buckets[index] = sums;
    }
    return sums;
  }

  line(key: string): Line {
    let line = this.#lines.get(key);
    if (line === undefined) {
      line = emptyLine(this.#buckets.length);
      this.#lines.set(key, line);
    }
    return line;
  }

  /**
   * @param levels of a level: where each line stood at the end of the range
   * @param now buckets that begin later have no level yet; epoch milliseconds
   */
  build(source: SumsTable['source'], levels: ReadonlyMap<string, number>, now: number): SumsTable {
    if (this.#kind === 'level') for (const [key, level] of levels) if (level !== 0) this.line(key);
    const whole = emptyLine(this.#buckets.length);
    for (const [key, line] of this.#lines) {
      for (const [index, sums] of line.buckets.entries()) {
        if (sums === undefined) continue;
        line.total.merge(sums);
        let all = whole.buckets[index];
        if (all === undefined) {
          all = new Sums();
          whole.buckets[index] = all;
        }
        all.merge(sums);
      }
      whole.total.merge(line.total);
      if (this.#kind === 'level') this.#standing(line, levels.get(key) ?? 0, now);
    }
    if (this.#kind === 'level')
      this.#standing(
        whole,
        [...levels.values()].reduce((a, b) => a + b, 0),
        now,
      );
    return { source, buckets: this.#buckets, lines: this.#lines, whole };
  }

  /** Walks back from the end of the range: before a bucket, the level was less by what the bucket added. */
  #standing(line: Line, atEnd: number, now: number): void {
    line.level = atEnd;
    let level = atEnd;
    for (let index = this.#buckets.length - 1; index >= 0; index--) {
      line.levels[index] = this.#buckets[index]!.start > now ? null : level;
      level -= line.buckets[index]?.sum.toNumber() ?? 0;
    }
  }
}

function emptyLine(length: number): Line {
  return { buckets: new Array(length).fill(undefined), total: new Sums(), levels: [], level: null };
}
