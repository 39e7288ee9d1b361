import type { AlignmentMove, TraceAlignment } from './alignment-types.ts';

/** What went otherwise than the model says, and where. */
export interface Deviation {
  /** A step left out, a step too many, or a step done at another place than it belongs. */
  readonly kind: 'skipped' | 'extra' | 'moved';
  readonly activity: string;
  /** Place among the case's events: of the event that is too many or was moved; null for skipped steps. */
  readonly event: number | null;
  /** The step belonged, or for extra ones happened, between these activities; null at the case's ends. */
  readonly after: string | null;
  readonly before: string | null;
}

/**
 * The deviations of an aligned trace in words of the process: model moves are skipped steps, log moves extra ones; one
 * of each with the same activity is a step that was moved. The places are told by the nearest steps that went as they
 * should. None for undecided traces. O(moves).
 *
 * @example findDeviations(trace); // [{ kind: 'skipped', activity: 'check', after: 'register', before: 'decide', event: null }]
 */
export function findDeviations(trace: TraceAlignment): Deviation[] {
  if (trace.kind === 'undecided') return [];
  const { moves } = trace;
  const before = nextInPlace(moves);
  const found: Deviation[] = [];
  /** Deviations that wait for a counterpart of the other kind, by activity. */
  const waiting = { skipped: new Map<string, number[]>(), extra: new Map<string, number[]>() };
  let after: string | null = null;
  let event = 0;
  for (const [i, move] of moves.entries()) {
    if (move.kind === 'log' || move.kind === 'model') {
      const kind = move.kind === 'log' ? 'extra' : 'skipped';
      const deviation: Deviation = {
        kind,
        activity: move.activity,
        event: kind === 'extra' ? event : null,
        after,
        before: before[i] ?? null,
      };
      const other = waiting[kind === 'extra' ? 'skipped' : 'extra'].get(move.activity)?.shift();
      if (other === undefined) {
        const list = waiting[kind].get(move.activity) ?? [];
        waiting[kind].set(move.activity, list);
        list.push(found.push(deviation) - 1);
      } else {
        found[other] = moved(found[other] as Deviation, deviation);
      }
    }
    if (move.kind === 'synchronous') after = move.activity;
    if (move.kind === 'synchronous' || move.kind === 'log') event++;
  }
  return found;
}

/** Where it happened from the one, where it belonged from the other. */
function moved(one: Deviation, other: Deviation): Deviation {
  const [skipped, extra] = one.kind === 'skipped' ? [one, other] : [other, one];
  return { ...skipped, kind: 'moved', event: extra.event };
}

/** Per move: activity of the next synchronous one after it. */
function nextInPlace(moves: readonly AlignmentMove[]): (string | null)[] {
  const next = new Array<string | null>(moves.length).fill(null);
  for (let i = moves.length - 2; i >= 0; i--) {
    const after = moves[i + 1] as AlignmentMove;
    next[i] = after.kind === 'synchronous' ? after.activity : (next[i + 1] as string | null);
  }
  return next;
}
