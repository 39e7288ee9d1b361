import type { Box, TextBox } from '@jingyun/analytics/graph';
import type { ReactNode } from 'react';
import styles from './diagram.module.css';

/** How the layouts set text: what is drawn below must be as large. */
export const textOptions = { lineHeight: 18, maxWidth: 168, padding: 7 } as const;

/** A drawing from (0, 0) on: in its natural size where there is room, scrolled where it would become too small to read. */
export function Diagram({ bounds, label, children }: { bounds: Box; label: string; children: ReactNode }) {
  const margin = 6;
  const width = bounds.width + 2 * margin;
  const height = bounds.height + 2 * margin;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={styles['scroll']} tabIndex={0} aria-label={label}>
      <svg
        role="img"
        aria-label={label}
        className={styles['drawing']}
        viewBox={`${-margin} ${-margin} ${width} ${height}`}
        style={{ width, minWidth: Math.min(width, Math.max(560, 0.7 * width)) }}
      >
        {children}
      </svg>
    </section>
  );
}

/** Text where a layout put it. */
export function BoxText({ at, className }: { at: TextBox; className?: string | undefined }) {
  return (
    <text className={className} textAnchor={at.align} dominantBaseline="central">
      {at.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text have no identity but their place
        <tspan key={index} x={at.anchor.x} y={at.anchor.y + index * textOptions.lineHeight}>
          {line}
        </tspan>
      ))}
    </text>
  );
}
