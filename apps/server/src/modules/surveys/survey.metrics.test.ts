import { surveyAnswered } from '@jingyun/contracts';
import { describe, expect, test } from 'vitest';
import type { StoredEvent } from '../../platform/events/types.ts';
import { scoreOf } from './score.rules.ts';
import { surveyMetrics } from './survey.metrics.ts';

const about = {
  teamId: 'T',
  categoryId: null,
  priority: 'high',
  channel: 'phone',
  ticketKind: 'complaint',
  assigneeId: 'A',
};
const event = (type: string, data: object) =>
  ({ type, data: { ...about, ...data } }) as unknown as StoredEvent;
const pointsOf = (name: string, given: StoredEvent) =>
  surveyMetrics.find((metric) => metric.name === name)!.points(given);
const answered = (kind: string, score: number, invited = true) =>
  event('survey.answered', { invited, scores: [{ questionId: 'q', kind, score, max: 10 }] });

describe('metrics of surveys', () => {
  test('count good answers, promoters less detractors, and means', () => {
    const values = (name: string, kind: string, scores: number[]) =>
      scores.map((score) => pointsOf(name, answered(kind, score))[0]?.value);
    expect(values('surveys.csat', 'csat', [1, 3, 4, 5])).toEqual([0, 0, 1, 1]);
    expect(values('surveys.nps', 'nps', [0, 6, 7, 8, 9, 10])).toEqual([-100, -100, 0, 0, 100, 100]);
    expect(values('surveys.ces', 'ces', [1, 7])).toEqual([1, 7]);
    expect(pointsOf('surveys.csat', answered('nps', 9))).toEqual([]);
  });

  test('are cut by the ticket as it was when the customer was asked', () => {
    expect(pointsOf('surveys.csat', answered('csat', 5))[0]?.dims).toEqual({
      team: 'T',
      category: null,
      priority: 'high',
      channel: 'phone',
      kind: 'complaint',
      assignee: 'A',
    });
  });

  test('the response rate counts those who were asked, and no open links', () => {
    const rate = (given: StoredEvent) =>
      pointsOf('surveys.responseRate', given).map(({ value, of }) => [value, of]);
    expect(rate(event('survey.sent', { by: 'email' }))).toEqual([[0, 1]]);
    expect(rate(answered('csat', 5))).toEqual([[1, 0]]);
    expect(rate(answered('csat', 5, false))).toEqual([]);
  });

  test('reasons count once each in bad answers, and always where there is no score', () => {
    const reasons = (kind: string, score: number | null) =>
      pointsOf(
        'surveys.reasons',
        event('survey.answered', { kind, score, reasons: ['handover', 'slow'] }),
      ).map(({ dims }) => dims.reason);
    expect(reasons('csat', 3)).toEqual(['handover', 'slow']);
    expect(reasons('csat', 4)).toEqual([]);
    expect(reasons('nps', 6)).toEqual(['handover', 'slow']);
    expect(reasons('nps', 7)).toEqual([]);
    expect(reasons('ces', 4)).toEqual(['handover', 'slow']);
    expect(reasons('ces', 5)).toEqual([]);
    expect(reasons('other', null)).toEqual(['handover', 'slow']);
  });

  test('answers of before reasons were told are read as without any', () => {
    expect(surveyAnswered.upcast[1]?.({ score: 1 })).toEqual({ score: 1, reasons: [] });
  });
});

describe('a score', () => {
  test('has an interval that holds it; of nothing it is nothing', () => {
    expect(scoreOf('csat', new Map())).toMatchObject({ answers: 0, value: null, lower: null });
    for (const kind of ['csat', 'nps', 'ces'] as const) {
      const best = { csat: 5, nps: 10, ces: 7 }[kind];
      const { value, lower, upper, answers } = scoreOf(
        kind,
        new Map([
          [1, 2],
          [best, 6],
        ]),
      );
      expect(answers).toBe(8);
      expect(lower!).toBeLessThan(value!);
      expect(upper!).toBeGreaterThan(value!);
    }
    expect(
      scoreOf(
        'csat',
        new Map([
          [2, 1],
          [5, 3],
        ]),
      ),
    ).toMatchObject({ value: 0.75, mean: 4.25 });
    expect(
      scoreOf(
        'nps',
        new Map([
          [10, 3],
          [0, 1],
        ]),
      ),
    ).toMatchObject({ value: 50 });
    expect(scoreOf('ces', new Map([[6, 1]]))).toMatchObject({ value: 6, lower: null, upper: null });
  });
});
