import { GlobalOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLocale } from '../../lib/i18n/i18n.ts';
import { localeNames, locales } from '../../lib/i18n/locale.ts';
import { Logo } from '../../ui/logo.tsx';
import styles from './gate.module.css';
import { useLocale } from './session.ts';

/** The frame of pages before sign-in: what Jingyun is on one side, the form on the other. */
export function Gate({
  title,
  text,
  children,
  foot,
}: {
  title: string;
  text?: ReactNode;
  children?: ReactNode;
  foot?: ReactNode;
}) {
  const { t } = useTranslation();
  const locale = useLocale();
  useEffect(() => {
    document.title = `${title} · ${t('shell.product')}`;
  }, [title, t]);
  return (
    <div className={styles['gate']}>
      <aside className={styles['claim']}>
        <div className={styles['brand']}>
          <Logo size={36} />
          <span>{t('shell.product')}</span>
        </div>
        <div className={styles['points']}>
          {([1, 2, 3] as const).map((point) => (
            <div key={point} className={styles['point']}>
              <div className={styles['pointTitle']}>{t(`auth.claim.line${point}`)}</div>
              <div className={styles['pointText']}>{t(`auth.claim.text${point}`)}</div>
            </div>
          ))}
        </div>
        <div className={styles['loop']}>{t('auth.claim.loop')}</div>
      </aside>
      <main className={styles['side']}>
        <div className={styles['box']}>
          <div className={styles['smallBrand']}>
            <Logo size={40} />
          </div>
          <h1 className={styles['title']}>{title}</h1>
          {text === undefined ? null : <div className={styles['text']}>{text}</div>}
          {children}
          {foot === undefined ? null : <div className={styles['foot']}>{foot}</div>}
        </div>
        <div className={styles['languages']}>
          <GlobalOutlined aria-hidden="true" />
          {locales.map((key) => (
            <Button
              key={key}
              type={key === locale ? 'link' : 'text'}
              size="small"
              lang={key}
              aria-pressed={key === locale}
              onClick={() => void changeLocale(key)}
            >
              {localeNames[key]}
            </Button>
          ))}
        </div>
      </main>
    </div>
  );
}
