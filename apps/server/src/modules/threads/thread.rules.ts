import type { Origin } from '../../platform/events/cause-of.ts';
import type { Link } from './thread.repo.ts';

/** A record of a thread, with what happened to it. */
export interface Knot {
  record: Origin;
  links: Link[];
}

/** Records, the earliest first, and which led to which by their positions. */
export interface ThreadGraph {
  knots: Knot[];
  edges: { from: number; to: number }[];
}

export const keyOf = ({ type, id }: Origin): string => `${type} ${id}`;

/**
 * Makes records of events: what happened to one record is one knot, and what was brought about in another is an edge.
 * Records of types that cannot be shown are left out, and what they lie between is joined.
 */
export function graphOf(links: readonly Link[], isShown: (type: string) => boolean): ThreadGraph {
  const byId = new Map(links.map((link) => [link.id, link]));
  const knots = new Map<string, Knot>();
  const causes = new Map<string, Set<string>>();
  for (const link of links) {
    const record = { type: link.subjectType, id: link.subjectId };
    const key = keyOf(record);
    const knot = knots.get(key) ?? { record, links: [] };
    knot.links.push(link);
    knots.set(key, knot);
    const cause = link.causeId === null ? undefined : byId.get(link.causeId);
    const from = cause === undefined ? key : keyOf({ type: cause.subjectType, id: cause.subjectId });
    if (from !== key) causes.set(key, (causes.get(key) ?? new Set()).add(from));
  }
  const shown = [...knots.values()]
    .filter(({ record }) => isShown(record.type))
    .map(({ record, links: own }) => ({ record, links: own.toSorted(byTime) }))
    .toSorted((a, b) => byTime(a.links[0]!, b.links[0]!));
  const position = new Map(shown.map(({ record }, index) => [keyOf(record), index]));
  const edges = shown.flatMap(({ record }, to) =>
    shownCauses(keyOf(record), causes, position)
      .filter((from) => from !== to)
      .map((from) => ({ from, to })),
  );
  return { knots: shown, edges };
}

/** The nearest records before one that are shown, through those that are not. */
function shownCauses(
  key: string,
  causes: ReadonlyMap<string, ReadonlySet<string>>,
  position: ReadonlyMap<string, number>,
): number[] {
  const found = new Set<number>();
  const seen = new Set<string>([key]);
  const open = [...(causes.get(key) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const at = position.get(next);
    if (at === undefined) open.push(...(causes.get(next) ?? []));
    else found.add(at);
  }
  return [...found].sort((a, b) => a - b);
}

/** What happened, by kind of event, the earliest first. */
export function happeningsOf(links: readonly Link[]) {
  const kinds = new Map<string, { type: string; count: number; first: string; last: string }>();
  for (const { type, at } of links.toSorted(byTime)) {
    const kept = kinds.get(type) ?? { type, count: 0, first: at.toString(), last: at.toString() };
    kinds.set(type, { ...kept, count: kept.count + 1, last: at.toString() });
  }
  return [...kinds.values()];
}

function byTime(a: Link, b: Link): number {
  return Temporal.Instant.compare(a.at, b.at) || (a.id < b.id ? -1 : 1);
}
