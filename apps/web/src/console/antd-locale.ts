import type { Locale } from '@jingyun/contracts';
import type { Locale as AntdLocale } from 'antd/es/locale';
import { useEffect, useState } from 'react';

const loaders: Record<Locale, () => Promise<{ default: AntdLocale }>> = {
  'zh-CN': () => import('antd/es/locale/zh_CN'),
  'zh-TW': () => import('antd/es/locale/zh_TW'),
  en: () => import('antd/es/locale/en_GB'),
};

/** antd's own words in the language of the page; English until they are loaded. */
export function useAntdLocale(locale: Locale): AntdLocale | undefined {
  const [words, setWords] = useState<AntdLocale>();
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
