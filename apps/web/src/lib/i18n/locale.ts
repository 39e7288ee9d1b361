import type { Locale } from '@jingyun/contracts';

export const locales = ['zh-CN', 'zh-TW', 'en'] as const satisfies readonly Locale[];
export const localeNames: Record<Locale, string> = {
  'zh-CN': '简体中文',
  'zh-TW': '繁體中文',
  en: 'English',
};

const storageKey = 'jingyun.locale';

/** The language chosen in this browser, else the nearest to what the browser asks for. */
export function currentLocale(): Locale {
  const stored = localStorage.getItem(storageKey);
  return isLocale(stored) ? stored : nearestLocale(navigator.languages);
}

export function rememberLocale(locale: Locale): void {
  localStorage.setItem(storageKey, locale);
  document.documentElement.lang = locale;
}

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}

/** The product's language that serves a list of wishes best; simplified Chinese where none fits. */
export function nearestLocale(wishes: readonly string[]): Locale {
  for (const wish of wishes) {
    const tag = wish.toLowerCase();
    if (/^zh-(hant|tw|hk|mo)/.test(tag)) return 'zh-TW';
    if (tag.startsWith('zh')) return 'zh-CN';
    if (tag.startsWith('en')) return 'en';
  }
  return 'zh-CN';
}
