import { type Locale, locales, type SurveyWords } from '@jingyun/contracts';
import { Input } from 'antd';
import styles from './surveys.module.css';

const short: Record<Locale, string> = { 'zh-CN': '简', 'zh-TW': '繁', en: 'EN' };
/** In their own words, as everywhere. */
const names: Record<Locale, string> = { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' };

interface WordsInputProps {
  label: string;
  value: SurveyWords | undefined;
  /** Undefined where every language is empty. */
  onChange: (words: SurveyWords | undefined) => void;
}

/** A text in three languages side by side; an empty one falls back to another. */
export function WordsInput({ label, value, onChange }: WordsInputProps) {
  const set = (locale: Locale, text: string) => {
    const { [locale]: _before, ...rest } = value ?? {};
    const next = text === '' ? rest : { ...rest, [locale]: text };
    onChange(Object.keys(next).length === 0 ? undefined : next);
  };
  return (
    <div>
      <div className="muted">{label}</div>
      <div className={styles['words']}>
        {locales.map((locale) => (
          <Input
            key={locale}
            prefix={<span className="faint">{short[locale]}</span>}
            maxLength={500}
            aria-label={`${label} ${names[locale]}`}
            value={value?.[locale] ?? ''}
            onChange={(event) => set(locale, event.target.value)}
          />
        ))}
      </div>
    </div>
  );
}
