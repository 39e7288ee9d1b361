import type { Locale } from '@jingyun/contracts';
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { currentLocale, rememberLocale } from './locale.ts';
import type zhCN from './words/zh-CN.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof zhCN };
  }
}

// One chunk for each language: a reader loads only their own.
const words: Record<Locale, () => Promise<{ default: object }>> = {
  'zh-CN': () => import('./words/zh-CN.ts'),
  'zh-TW': () => import('./words/zh-TW.ts'),
  en: () => import('./words/en.ts'),
};

/** Makes the words of the current language ready; nothing is rendered before. */
export async function startI18n(): Promise<i18n> {
  const locale = currentLocale();
  const { default: resources } = await words[locale]();
  await i18next.use(initReactI18next).init({
    lng: locale,
    fallbackLng: false,
    resources: { [locale]: { translation: resources } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = locale;
  return i18next;
}

/** Loads a language and switches to it. */
export async function changeLocale(locale: Locale): Promise<void> {
  if (!i18next.hasResourceBundle(locale, 'translation')) {
    const { default: resources } = await words[locale]();
    i18next.addResourceBundle(locale, 'translation', resources);
  }
  rememberLocale(locale);
  await i18next.changeLanguage(locale);
}
