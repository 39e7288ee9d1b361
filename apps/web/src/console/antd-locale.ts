import type { Locale } from '@jingyun/contracts';
import type { Locale as AntdLocale } from 'antd/es/locale';
import { useEffect, useState } from 'react';

const loaders: Record<Locale, () => Promise<{ default: AntdLocale }>> = {
  'zh-CN': () => import('antd/es/locale/zh_CN'),
  'zh-TW': () => import('antd/es/locale/zh_TW'),
  en: () => import('antd/es/locale/en_GB'),
};

let first: AntdLocale | undefined;

/** Loads antd's words before the first render: coming later they would rebuild the page under the user's hands. */
export async function startAntdLocale(locale: Locale): Promise<void> {
  first = (await loaders[locale]()).default;
}

/** antd's own words in the language of the page; after a change those of before until the new ones are loaded. */
export function useAntdLocale(locale: Locale): AntdLocale | undefined {
  const [words, setWords] = useState(first);
  useEffect(() => {
    let current = true;
    void loaders[locale]().then((module) => {
      if (current) setWords(module.default);
    });
    return () => {
      current = false;
    };
  }, [locale]);
  return words;
}
