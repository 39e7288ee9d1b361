import type { Cause, CauseInput } from '@jingyun/contracts';
import { useTranslation } from 'react-i18next';
import type { CauseEdit } from './cause-edits.ts';
import { CauseRow } from './cause-row.tsx';
import styles from './improvements.module.css';

export interface CauseEditing {
  causes: readonly Cause[];
  editable: boolean;
  onEdit: (edit: CauseEdit) => void;
}

/** The causes below one another as an indented list, each with what may be done to it. */
export function CauseList({
  tool,
  parentId,
  within,
  ...editing
}: CauseEditing & {
  tool: CauseInput['tool'];
  /** Whose causes are listed; null for the first ones. */
  parentId: string | null;
  /** Which of the first ones belong here. */
  within: (cause: Cause) => boolean;
}) {
  const { t } = useTranslation();
  const shown = editing.causes.filter(
    (cause) => cause.tool === tool && cause.parentId === parentId && within(cause),
  );
  if (shown.length === 0) return null;
  return (
    <ul
      className={styles['causes']}
      aria-label={parentId === null ? t(`improvements.${tool}List`) : undefined}
    >
      {shown.map((cause) => (
        <li key={cause.id}>
          <CauseRow cause={cause} {...editing} />
          <CauseList {...editing} tool={tool} parentId={cause.id} within={() => true} />
        </li>
      ))}
    </ul>
  );
}
