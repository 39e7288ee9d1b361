import type { Improvement } from '@jingyun/contracts';
import styles from './improvements.module.css';
import { MeasuresPanel } from './measures-panel.tsx';
import { PilotPanel } from './pilot-panel.tsx';

/** What is done against the causes, and with which teams it begins. */
export function MeasuresTab({ improvement }: { improvement: Improvement }) {
  return (
    <div className={styles['stack']}>
      <MeasuresPanel improvement={improvement} />
      <PilotPanel improvement={improvement} />
    </div>
  );
}
