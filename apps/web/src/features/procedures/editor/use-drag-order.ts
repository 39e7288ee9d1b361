import { type KeyboardEvent, type PointerEvent, useState } from 'react';

interface DragOrder {
  /** A row was dragged past another one. */
  onPlace: (key: string, beside: string, after: boolean) => void;
  /** The same by the arrow keys. */
  onMove: (key: string, by: -1 | 1) => void;
}

/**
 * Puts rows in order by their handles: dragged by mouse, pen or finger, or moved by the arrow keys.
 * Rows carry `data-drag-row`. A dragged row takes another one's place once the pointer is past its middle, so that
 * rows of different heights do not change places to and fro.
 */
export function useDragOrder({ onPlace, onMove }: DragOrder) {
  const [dragged, setDragged] = useState<string | null>(null);
  const over = (key: string, { clientX, clientY }: PointerEvent) => {
    const row = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-drag-row]');
    const beside = row?.dataset['dragRow'];
    if (row === null || row === undefined || beside === undefined || beside === key) return;
    const box = row.getBoundingClientRect();
    const own = document.querySelector(`[data-drag-row="${key}"]`)?.getBoundingClientRect();
    if (own === undefined) return;
    const after = own.top < box.top;
    const middle = box.top + box.height / 2;
    if (after ? clientY > middle : clientY < middle) onPlace(key, beside, after);
  };
  return {
    dragged,
    handle: (key: string) => ({
      onPointerDown: (event: PointerEvent) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragged(key);
      },
      onPointerMove: (event: PointerEvent) => {
        if (dragged === key) over(key, event);
      },
      onPointerUp: () => setDragged(null),
      onPointerCancel: () => setDragged(null),
      onKeyDown: (event: KeyboardEvent) => {
        const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
        if (by === null) return;
        event.preventDefault();
        onMove(key, by);
      },
    }),
  };
}
