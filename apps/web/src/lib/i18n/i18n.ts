import type { Locale } from '@jingyun/contracts';
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { currentLocale, rememberLocale } from './locale.ts';
import type roomsZhCN from './words/zh-CN.rooms.ts';
import type zhCN from './words/zh-CN.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof zhCN & typeof roomsZhCN };
  }
}

// One chunk for each language: a reader loads only their own.
const words: Record<Locale, () => Promise<{ default: object }>> = {
  'zh-CN': () => import('./words/zh-CN.ts'),
  'zh-TW': () => import('./words/zh-TW.ts'),
  en: () => import('./words/en.ts'),
};

// What the first screen does not say, so that it need not wait for it.
const roomWords: Record<Locale, () => Promise<{ default: object }>> = {
  'zh-CN': () => import('./words/zh-CN.rooms.ts'),
  'zh-TW': () => import('./words/zh-TW.rooms.ts'),
  en: () => import('./words/en.rooms.ts'),
};

let tellStarted: () => void;
/** The router loads a page while the first words are still on their way. */
const started = new Promise<void>((resolve) => {
  tellStarted = resolve;
});

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
  tellStarted();
  return i18next;
}

/** Makes the other rooms' words of the current language ready: before any screen but the first. */
export async function loadRoomWords(locale: Locale = currentLocale()): Promise<void> {
  const [{ default: resources }] = await Promise.all([roomWords[locale](), started]);
  i18next.addResourceBundle(locale, 'translation', resources, true);
}

/** Loads a language and switches to it. */
export async function changeLocale(locale: Locale): Promise<void> {
  // The person may be known, and their language with them, before the first words are there.
  await started;
  if (!i18next.hasResourceBundle(locale, 'translation')) {
    const { default: resources } = await words[locale]();
    i18next.addResourceBundle(locale, 'translation', resources, true);
  }
  await loadRoomWords(locale);
  rememberLocale(locale);
  await i18next.changeLanguage(locale);
}
