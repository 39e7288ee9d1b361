/** Future events in order of time: a binary heap. Events of one time come out in the order they went in. */
export interface EventQueue {
  push(time: number, kind: number, subject: number): void;
  /** Takes the next event out; false if there is none. Its fields are then in `time`, `kind` and `subject`. */
  next(): boolean;
  time: number;
  kind: number;
  subject: number;
}

/** An empty queue. `push` and `next` are O(log n). */
export function eventQueue(): EventQueue {
  // Parallel arrays rather than objects: a simulation makes millions of events.
  const times: number[] = [];
  const orders: number[] = [];
  const kinds: number[] = [];
  const subjects: number[] = [];
  let pushed = 0;

  const isBefore = (i: number, j: number): boolean => {
    const difference = (times[i] as number) - (times[j] as number);
    return difference < 0 || (difference === 0 && (orders[i] as number) < (orders[j] as number));
  };
  const swap = (i: number, j: number): void => {
    for (const list of [times, orders, kinds, subjects]) {
      const kept = list[i] as number;
      list[i] = list[j] as number;
      list[j] = kept;
    }
  };

  const queue: EventQueue = {
    time: 0,
    kind: 0,
    subject: 0,
    push(time, kind, subject) {
      let i = times.length;
      times.push(time);
      orders.push(pushed++);
      kinds.push(kind);
      subjects.push(subject);
      while (i > 0) {
        const parent = (i - 1) >> 1;
        if (!isBefore(i, parent)) break;
        swap(i, parent);
        i = parent;
      }
    },
    next() {
      const last = times.length - 1;
      if (last < 0) return false;
      queue.time = times[0] as number;
      queue.kind = kinds[0] as number;
      queue.subject = subjects[0] as number;
      swap(0, last);
      for (const list of [times, orders, kinds, subjects]) list.pop();
      let i = 0;
      for (;;) {
        const left = 2 * i + 1;
        if (left >= last) break;
        const right = left + 1;
        const child = right < last && isBefore(right, left) ? right : left;
        if (!isBefore(child, i)) break;
        swap(i, child);
        i = child;
      }
      return true;
    },
  };
  return queue;
}
