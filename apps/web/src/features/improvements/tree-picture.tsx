import { layoutTree, type TreeNode } from '@jingyun/analytics/graph';
import { useMemo } from 'react';
import styles from './diagram.module.css';
import { BoxText, Diagram, textOptions } from './diagram.tsx';

/** The whys as a tree from left to right: each answer asks the next question; root causes stand out. */
export function TreePicture({
  nodes,
  roots,
  label,
}: {
  nodes: readonly TreeNode[];
  roots: ReadonlySet<string>;
  label: string;
}) {
  const layout = useMemo(() => layoutTree(nodes, { ...textOptions, direction: 'right' }), [nodes]);
  return (
    <Diagram bounds={layout.bounds} label={label}>
      {layout.edges.map(({ from, to, points }) => (
        <polyline
          key={`${from} ${to}`}
          className={styles['twig']}
          points={points.map(({ x, y }) => `${x},${y}`).join(' ')}
        />
      ))}
      {layout.nodes.map((node) => {
        const isRoot = roots.has(node.id);
        const look = node.depth === 0 ? 'head' : isRoot ? 'root' : 'box';
        return (
          <g key={node.id}>
            <rect className={styles[look]} {...node.box} rx={6} />
            <BoxText at={node} className={isRoot ? styles['rootText'] : undefined} />
          </g>
        );
      })}
    </Diagram>
  );
}
