import { describe, expect, it } from 'vitest';
import { buildEventLog } from './build-event-log.ts';
import { pairLifecycle } from './pair-lifecycle.ts';

/** Events written as `work start 5`, with `work start 5 #2` for an instance. */
const logOf = (text: string) =>
  buildEventLog(
    text.split(', ').map((event) => {
      const [activity = '', transition, time, instance] = event.split(' ');
      return {
        case: 'a',
        activity,
        time: Number(time),
        attributes: { 'lifecycle:transition': transition, 'concept:instance': instance },
      };
    }),
  );

const told = (text: string) => {
  const { log, ...counts } = pairLifecycle(logOf(text));
  const events = Array.from(log.activity, (a, e) => [
    log.activities[a],
    log.startTime?.[e] ?? Number.NaN,
    log.time[e],
  ]);
  return { events, ...counts };
};

describe('pairLifecycle', () => {
  it('joins each completion with the earliest open start of its activity', () => {
    expect(told('x start 0, x START 1, y start 2, x complete 5, x Complete 6, y complete 7')).toEqual({
      events: [
        ['x', 0, 5],
        ['x', 1, 6],
        ['y', 2, 7],
      ],
      pairs: 3,
      openStarts: 0,
    });
  });

  it('joins by instance where there is one', () => {
    expect(told('x start 0 #1, x start 1 #2, x complete 5 #2, x complete 6 #1').events).toEqual([
      ['x', 1, 5],
      ['x', 0, 6],
    ]);
  });

  it('keeps what has no partner, and other transitions', () => {
    expect(told('x schedule 0, x complete 1, x start 2, y start 3, y complete 4')).toEqual({
      events: [
        ['x', Number.NaN, 0],
        ['x', Number.NaN, 1],
        ['x', Number.NaN, 2],
        ['y', 3, 4],
      ],
      pairs: 1,
      openStarts: 1,
    });
  });

  it('gives back a log that says nothing of transitions', () => {
    const log = buildEventLog([{ case: 'a', activity: 'x', time: 0 }]);
    expect(pairLifecycle(log).log).toBe(log);
    const completions = logOf('x complete 0, y complete 1');
    expect(pairLifecycle(completions)).toEqual({ log: completions, pairs: 0, openStarts: 0 });
  });
});
