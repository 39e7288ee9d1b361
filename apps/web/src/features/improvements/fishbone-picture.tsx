import { type FishboneCategory, layoutFishbone } from '@jingyun/analytics/graph';
import { useMemo } from 'react';
import styles from './diagram.module.css';
import { BoxText, Diagram, textOptions } from './diagram.tsx';

/** Causes along the bones of a fish, the problem at its head; root causes stand out. */
export function FishbonePicture({
  problem,
  categories,
  roots,
  label,
}: {
  problem: string;
  categories: readonly FishboneCategory[];
  roots: ReadonlySet<string>;
  label: string;
}) {
  const layout = useMemo(() => layoutFishbone(problem, categories, textOptions), [problem, categories]);
  return (
    <Diagram bounds={layout.bounds} label={label}>
      <line
        className={styles['spine']}
        x1={layout.spine.from.x}
        y1={layout.spine.from.y}
        x2={layout.spine.to.x}
        y2={layout.spine.to.y}
      />
      {layout.bones.map(({ id, kind, from, to }) => (
        <line
          key={`${kind} ${id}`}
          className={styles[kind === 'category' ? 'bone' : 'twig']}
          x1={from.x}
          y1={from.y}
          x2={to.x}
          y2={to.y}
        />
      ))}
      <rect className={styles['head']} {...layout.head.box} rx={6} />
      <BoxText at={layout.head} className={styles['rootText']} />
      {layout.labels.map((one) => {
        const isRoot = roots.has(one.id);
        return (
          <g key={one.id}>
            {one.kind === 'category' ? (
              <rect className={styles['category']} {...one.box} rx={6} />
            ) : isRoot ? (
              <rect className={styles['root']} {...one.box} rx={4} />
            ) : null}
            <BoxText at={one} className={isRoot ? styles['rootText'] : undefined} />
          </g>
        );
      })}
    </Diagram>
  );
}
