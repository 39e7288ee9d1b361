import type { Locale } from '@jingyun/contracts';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type source from './words/zh-CN/portal.json';

type Tree = typeof source;
type Leaf<T, Path extends string = ''> = {
  [Key in keyof T & string]: T[Key] extends string ? `${Path}${Key}` : Leaf<T[Key], `${Path}${Key}.`>;
}[keyof T & string];
/** `submit.title`: only words that exist. */
export type WordKey = Leaf<Tree>;

export interface Words {
  locale: Locale;
  /** The words of a key, its `{places}` filled. */
  t: (key: WordKey, params?: Record<string, string | number>) => string;
  /** An instant in the reader's words and time zone. */
  time: (instant: string) => string;
  choose: (locale: Locale) => void;
}

// A library would weigh more than the words: three languages, one file each, loaded when it is needed.
const files: Record<Locale, () => Promise<{ default: Tree }>> = {
  'zh-CN': () => import('./words/zh-CN/portal.json'),
  'zh-TW': () => import('./words/zh-TW/portal.json'),
  en: () => import('./words/en/portal.json'),
};

/** Loads the words of a language. */
export async function loadWords(locale: Locale): Promise<Omit<Words, 'choose'>> {
  const { default: tree } = await files[locale]();
  const clock = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return {
    locale,
    t: (key, params = {}) => {
      const found = key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], tree);
      return String(found).replace(/\{(\w+)\}/g, (place, name: string) => String(params[name] ?? place));
    },
    time: (instant) => clock.format(new Date(instant)),
  };
}

export const WordsContext = createContext<Words | null>(null);

/** @throws Error outside of the context */
export function useWords(): Words {
  const words = useContext(WordsContext);
  if (words === null) throw new Error('There are no words yet.');
  return words;
}
