import { type ReactNode, useId } from 'react';
import styles from './ticket.module.css';

/** A label with its control beside it. */
export function Property({
  label,
  hint,
  children,
}: {
  label: string;
  hint?: string | null;
  children: ReactNode;
}) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of a property sheet, not a fieldset
    <div className={styles['property']} role="group" aria-labelledby={id} title={hint ?? undefined}>
      <span id={id} className={styles['propertyLabel']}>
        {label}
      </span>
      <div className={styles['propertyValue']}>{children}</div>
    </div>
  );
}
