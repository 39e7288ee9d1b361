import type { Improvement } from '@jingyun/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../ui/page.tsx';
import { AddCause } from './add-cause.tsx';
import { CauseList } from './cause-list.tsx';
import { CausePareto } from './cause-pareto.tsx';
import { fishboneOf, rootsOf, whysOf } from './fishbone-data.ts';
import { FishboneList } from './fishbone-list.tsx';
import { FishbonePicture } from './fishbone-picture.tsx';
import styles from './improvements.module.css';
import { TreePicture } from './tree-picture.tsx';
import { useBoneName } from './use-bone-name.ts';
import { useCauseEdits } from './use-cause-edits.ts';

/** Why it happens: where the numbers are (Pareto), the fishbone and the five whys, each as a picture and as a list. */
export function CausesTab({ improvement }: { improvement: Improvement }) {
  const { t } = useTranslation();
  const nameOf = useBoneName();
  const edits = useCauseEdits(improvement.id);
  const { causes, title } = improvement;
  const editable = improvement.may.manage && improvement.stage !== 'closed';
  const roots = useMemo(() => rootsOf(causes), [causes]);
  const bones = useMemo(() => fishboneOf(causes, nameOf), [causes, nameOf]);
  const whys = useMemo(() => whysOf(causes, title), [causes, title]);
  const shared = { causes, editable, onEdit: edits.mutate };
  return (
    <div className={styles['stack']}>
      {improvement.metric === null ? null : (
        <CausePareto improvement={improvement} metric={improvement.metric} {...shared} />
      )}
      <Panel title={t('improvements.fishbone')}>
        <FishbonePicture
          problem={title}
          categories={bones}
          roots={roots}
          label={t('improvements.fishbonePicture', { count: causes.length })}
        />
        <FishboneList {...shared} />
      </Panel>
      <Panel title={t('improvements.whys')}>
        {whys.length > 1 ? (
          <TreePicture nodes={whys} roots={roots} label={t('improvements.whysPicture')} />
        ) : (
          <p className="muted">{t('improvements.whysHint')}</p>
        )}
        <CauseList {...shared} tool="whys" parentId={null} within={() => true} />
        {editable ? (
          <AddCause
            label={t('improvements.addWhy')}
            onAdd={(id, text) => ({ id, text, tool: 'whys', parentId: null, category: null })}
            onEdit={edits.mutate}
          />
        ) : null}
      </Panel>
    </div>
  );
}
