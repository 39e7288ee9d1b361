import { layoutLayered } from '@jingyun/analytics/graph';
import type { Thread, ThreadNode } from '@jingyun/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useInstantFormat } from '../session/session.ts';
import styles from './threads.module.css';

/** As the style sheet sets cards, with some room left: fonts differ, and a card is drawn no larger than this says. */
const text = { lineHeight: 20, maxWidth: 150, padding: 17 };
/** A picture wider than its place shrinks, down to this share; then it is scrolled. */
const leastScale = 0.72;
const longestTitle = 48;

/** The thread as a picture: causes to the left (on a phone: above), what came of them to the right. */
export function ThreadPicture({ thread, upright }: { thread: Thread; upright: boolean }) {
  const { t } = useTranslation();
  const format = useInstantFormat();
  const { origin, nodes, edges } = thread;
  const layout = useMemo(
    () =>
      layoutLayered(
        nodes.map((node) => ({
          id: String(nodes.indexOf(node)),
          label: [node.kind, titleOf(node) ?? t('threads.hidden'), standingOf(node, format.instant)].join(
            '\n',
          ),
        })),
        edges.map(({ from, to }) => ({ from: String(from), to: String(to) })),
        { ...text, direction: upright ? 'down' : 'right', gap: 16, layerGap: 32 },
      ),
    [nodes, edges, upright, format, t],
  );
  const { width, height } = layout.bounds;
  return (
    <div className={styles['scroll']}>
      <svg
        viewBox={`-1 -1 ${width + 2} ${height + 2}`}
        style={{ width: '100%', minWidth: (width + 2) * leastScale, maxWidth: width + 2 }}
      >
        <title>{t('threads.picture')}</title>
        <defs>
          <marker
            id="thread-arrow"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M0 0 8 4 0 8z" className={styles['arrow']} />
          </marker>
        </defs>
        {layout.edges.map((edge) => (
          <polyline
            key={`${edge.from} ${edge.to}`}
            className={styles['edge']}
            points={edge.points.map(({ x, y }) => `${x},${y}`).join(' ')}
            markerEnd="url(#thread-arrow)"
          />
        ))}
        {layout.nodes.map((placed, index) => {
          const node = nodes[index]!;
          const isOrigin = node.type === origin.type && node.id === origin.id;
          return (
            <foreignObject key={placed.id} {...placed.box}>
              <Card node={node} isOrigin={isOrigin} standing={standingOf(node, format.instant)} />
            </foreignObject>
          );
        })}
      </svg>
    </div>
  );
}

function Card({ node, isOrigin, standing }: { node: ThreadNode; isOrigin: boolean; standing: string }) {
  const { t } = useTranslation();
  const title = titleOf(node);
  const body = (
    <>
      <span className={styles['kind']}>{node.kind}</span>
      <span className={styles['title']}>{title ?? t('threads.hidden')}</span>
      <span className={styles['standing']}>{standing}</span>
    </>
  );
  const shape = {
    className: styles['card'],
    'data-tone': node.card?.tone ?? 'hidden',
    'data-origin': isOrigin,
  };
  return node.card === null ? (
    <div {...shape}>{body}</div>
  ) : (
    <Link {...shape} to={node.card.path} aria-current={isOrigin} title={node.card.title}>
      {body}
    </Link>
  );
}

function titleOf({ card }: ThreadNode): string | null {
  if (card === null) return null;
  return card.title.length > longestTitle ? `${card.title.slice(0, longestTitle)}…` : card.title;
}

/** When it began, and how it stands. */
function standingOf(
  { card, happenings }: ThreadNode,
  instant: (iso: string | null | undefined, style: 'date') => string,
): string {
  const began = instant(happenings[0]?.first, 'date');
  return card?.status == null ? began : `${began} · ${card.status}`;
}
