import type { ReactNode } from 'react';
import styles from './mark.module.css';

/** A word on a coloured ground, in colours that can be read on it in both modes. */
export function Mark({
  tone,
  children,
}: {
  tone: 'neutral' | 'info' | 'good' | 'warn' | 'bad';
  children: ReactNode;
}) {
  return <span className={`${styles['mark']} ${styles[tone]}`}>{children}</span>;
}
