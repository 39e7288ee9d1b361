import { describe, expect, test } from 'vitest';
import type { Link } from './thread.repo.ts';
import { graphOf, happeningsOf } from './thread.rules.ts';

const link = (id: string, subject: string, causeId: string | null, minute: number): Link => {
  const [subjectType, subjectId] = subject.split(' ') as [string, string];
  const at = Temporal.Instant.from('2026-03-01T00:00:00Z').add({ minutes: minute });
  return { id, type: `${subjectType}.happened`, at, subjectType, subjectId, causeId };
};
const all = () => true;

describe('a thread as records and edges', () => {
  test('what happened to one record is one knot; an edge is what was brought about in another, once', () => {
    const links = [
      link('e3', 'improvement b', 'e2', 3),
      link('e1', 'alert a', null, 1),
      link('e2', 'improvement b', 'e1', 2),
      link('e4', 'countermeasure c', 'e3', 4),
      link('e5', 'countermeasure c', 'e2', 5),
    ];
    const { knots, edges } = graphOf(links, all);
    expect(knots.map(({ record, links: own }) => [record.type, own.map(({ id }) => id)])).toEqual([
      ['alert', ['e1']],
      ['improvement', ['e2', 'e3']],
      ['countermeasure', ['e4', 'e5']],
    ]);
    expect(edges).toEqual([
      { from: 0, to: 1 },
      { from: 1, to: 2 },
    ]);
  });

  test('a record that cannot be shown is left out, and what it lies between is joined', () => {
    const links = [
      link('e1', 'ticket a', null, 1),
      link('e2', 'automation x', 'e1', 2),
      link('e3', 'automation y', 'e2', 3),
      link('e4', 'survey b', 'e3', 4),
    ];
    const { knots, edges } = graphOf(links, (type) => type !== 'automation');
    expect(knots.map(({ record }) => record.type)).toEqual(['ticket', 'survey']);
    expect(edges).toEqual([{ from: 0, to: 1 }]);
  });

  test('records that lead to each other end somewhere', () => {
    const links = [
      link('e1', 'automation x', null, 1),
      link('e2', 'automation y', 'e1', 2),
      link('e3', 'automation x', 'e2', 3),
      link('e4', 'ticket a', 'e3', 4),
      link('e5', 'automation x', 'e4', 5),
    ];
    expect(graphOf(links, (type) => type === 'ticket')).toMatchObject({ knots: [{}], edges: [] });
  });

  test('happenings are counted by kind, from the first to the last', () => {
    const links = [link('e2', 'ticket a', null, 9), link('e1', 'ticket a', null, 1)];
    expect(happeningsOf(links)).toEqual([
      { type: 'ticket.happened', count: 2, first: '2026-03-01T00:01:00Z', last: '2026-03-01T00:09:00Z' },
    ]);
  });
});
