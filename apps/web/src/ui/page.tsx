import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './page.module.css';

interface PageProps {
  title: string;
  /** Shown in place of the title's text, e.g. with a mark before it. */
  heading?: ReactNode;
  subtitle?: ReactNode;
  extra?: ReactNode;
  /** `fill` takes the height of the window and scrolls inside. */
  layout?: 'flow' | 'fill' | 'narrow';
  children: ReactNode;
}

/** One screen: its heading, its actions, its body; names the browser's tab. */
export function Page({ title, heading, subtitle, extra, layout = 'flow', children }: PageProps) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · ${t('shell.product')}`;
  }, [title, t]);
  return (
    <div className={`${styles['page']} ${styles[layout]}`}>
      <header className={styles['header']}>
        <div className={styles['headings']}>
          <h1 className={styles['title']}>{heading ?? title}</h1>
          {subtitle === undefined ? null : <div className={styles['subtitle']}>{subtitle}</div>}
        </div>
        {extra === undefined ? null : <div className={styles['extra']}>{extra}</div>}
      </header>
      <div className={styles['body']}>{children}</div>
    </div>
  );
}

/** A white box with a heading of its own. */
export function Panel({
  title,
  extra,
  children,
  flush = false,
  className,
}: {
  title?: ReactNode;
  extra?: ReactNode;
  children: ReactNode;
  /** Without inner space: for tables and lists that reach the edges. */
  flush?: boolean;
  className?: string | undefined;
}) {
  return (
    <section className={`${styles['panel']} ${className ?? ''}`}>
      {title === undefined && extra === undefined ? null : (
        <div className={styles['panelHeader']}>
          <h2 className={styles['panelTitle']}>{title}</h2>
          {extra === undefined ? null : <div className={styles['extra']}>{extra}</div>}
        </div>
      )}
      <div className={flush ? styles['flush'] : styles['panelBody']}>{children}</div>
    </section>
  );
}
