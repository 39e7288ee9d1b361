import { createRequire } from 'node:module';
import type { Jieba } from '@node-rs/jieba';
import { normalise } from './normalise.ts';

/*
 * Terms.
 *
 * term    a normalised word (or number, or code) under which a text is found
 * run     a stretch of text without a break: Chinese characters, or letters and digits
 */

const require = createRequire(import.meta.url);
let jieba: Jieba | undefined;

/** The dictionary takes 0.3 s and 40 MB, so it is loaded when the first Chinese text comes. */
function segmenter(): Jieba {
  if (jieba === undefined) {
    const { Jieba } = require('@node-rs/jieba') as typeof import('@node-rs/jieba');
    const { dict } = require('@node-rs/jieba/dict.js') as typeof import('@node-rs/jieba/dict.js');
    jieba = Jieba.withDict(dict);
  }
  return jieba;
}

const runs =
  /\p{Script=Han}+|[[\p{L}\p{N}]--\p{Script=Han}]+(?:[._@+\-\/][[\p{L}\p{N}]--\p{Script=Han}]+)*/gv;
const joint = /[._@+\-/]/;

/** Chinese characters begin at U+2E80 (radicals); nothing of Latin, Greek, Cyrillic, Thai or digits lies beyond. */
const isHan = (run: string) => run.charCodeAt(0) >= 0x2e80 && han.test(run);
const han = /^\p{Script=Han}/u;

/** Words that nearly every text has: they find nothing and would fill the index. */
const stopWords = new Set(
  '的 了 是 在 和 与 就 都 而 及 着 也 吗 呢 吧 啊 a an and are as at be but by for from in is it of on or that the this to was with'.split(
    ' ',
  ),
);

const maxTermLength = 64;

/**
 * The terms under which a text is found, each once, at most `limit`.
 *
 * Chinese is cut by dictionary alone: guessing unknown words (HMM) cuts the same word differently in a
 * query and in a text. Codes are kept whole and in parts: `SF-20260301` is found as such and by `20260301`.
 */
export function textTerms(text: string, limit = 2_000): string[] {
  const terms = new Set<string>();
  const chinese: string[] = [];
  for (const [run] of normalise(text).matchAll(runs)) {
    if (isHan(run)) chinese.push(run);
    else for (const term of codeTerms(run)) add(terms, term);
    if (terms.size >= limit) break;
  }
  // All of it at once: entering the native code for each run takes longer than the cutting.
  if (chinese.length > 0)
    for (const term of segmenter().cutForSearch(chinese.join('\n'), false)) add(terms, term);
  terms.delete('\n');
  return terms.size > limit ? [...terms].slice(0, limit) : [...terms];
}

function add(terms: Set<string>, term: string): void {
  if (term.length <= maxTermLength && !stopWords.has(term)) terms.add(term);
}

function codeTerms(run: string): string[] {
  return joint.test(run) ? [run, ...run.split(joint)] : [run];
}

const maxQueryTerms = 12;
const minPrefix = 2;

/** A query as PostgreSQL's `tsquery` texts. */
export interface SearchQuery {
  /** All terms must be there. */
  words: string;
  /** The same, but the last word may be the beginning of one ("refu" finds "refund"); null where it is Chinese. */
  beginning: string | null;
}

/** What to search for, or null where there is nothing that can be searched for. */
export function searchQuery(text: string): SearchQuery | null {
  const found = [...normalise(text).matchAll(runs)].map(([run]) => run);
  const last = found.at(-1);
  const parts = found.flatMap((run) => (isHan(run) ? segmenter().cut(run, false) : [run]));
  const telling = [...new Set(parts)].filter((part) => !stopWords.has(part)).slice(0, maxQueryTerms);
  if (telling.length === 0) return null;
  const whole = telling.map(quoted);
  const open = last !== undefined && !isHan(last) && last.length >= minPrefix && telling.at(-1) === last;
  return {
    words: whole.join(' & '),
    beginning: open ? [...whole.slice(0, -1), `${quoted(last)}:*`].join(' & ') : null,
  };
}

/** A lexeme in quotes, as tsquery reads it. Terms hold letters, digits and joints only; quoting is for certainty. */
function quoted(term: string): string {
  return `'${term.slice(0, maxTermLength).replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
