import { describe, expect, test } from 'vitest';
import { type GateFacts, gatesOf, isProven, refusalOfMove } from './gate.rules.ts';

const whole: GateFacts = {
  problem: { what: '派单慢', where: '调度组', when: '三月起', howMuch: '26 小时' },
  metric: 'surveys.csat',
  filters: { team: ['t'] },
  causes: [{ isRoot: false }, { isRoot: true }],
  countermeasures: [{ status: 'planned' }, { status: 'done' }],
  newestCheck: { metric: 'surveys.csat', filters: { team: ['t'] }, result: 'better' },
};

describe('gates', () => {
  test('are all open where everything is there', () => {
    expect(gatesOf(whole)).toEqual({ analyse: [], act: [], check: [], effective: [] });
  });

  test('each name what is missing, and what is missing before them', () => {
    const nothing: GateFacts = {
      problem: { what: '慢', where: ' ', when: '', howMuch: '' },
      metric: null,
      filters: {},
      causes: [],
      countermeasures: [{ status: 'doing' }, { status: 'dropped' }],
      newestCheck: null,
    };
    expect(gatesOf(nothing)).toEqual({
      analyse: ['problem', 'metric'],
      act: ['problem', 'metric', 'rootCause'],
      check: ['problem', 'metric', 'rootCause', 'countermeasureDone'],
      effective: ['problem', 'metric', 'rootCause', 'countermeasureDone', 'proof'],
    });
  });

  test('let go back at any time, and forward only where every gate on the way is open', () => {
    const gates = gatesOf({ ...whole, causes: [{ isRoot: false }] });
    expect(refusalOfMove('plan', 'analyse', gates)).toBeNull();
    expect(refusalOfMove('analyse', 'act', gates)).toBe('improvement_needs_root_cause');
    expect(refusalOfMove('plan', 'check', gates)).toBe('improvement_needs_root_cause');
    expect(refusalOfMove('check', 'act', gates)).toBeNull();
    expect(refusalOfMove('act', 'plan', gates)).toBeNull();
  });

  test.each(['worse', 'noDifference', 'tooFew'] as const)(
    'a check that shows %s proves nothing',
    (result) => {
      const facts: GateFacts = { ...whole, newestCheck: { ...whole.newestCheck!, result } };
      expect(isProven(facts)).toBe(false);
      expect(gatesOf(facts).effective).toEqual(['proof']);
    },
  );

  test('nor does one of another metric, or of other work', () => {
    expect(isProven({ ...whole, metric: 'surveys.nps' })).toBe(false);
    expect(isProven({ ...whole, filters: { team: ['t', 'u'] } })).toBe(false);
    const filters = { channel: ['phone'], team: ['t'] };
    const turned = { team: ['t'], channel: ['phone'] };
    expect(isProven({ ...whole, filters, newestCheck: { ...whole.newestCheck!, filters: turned } })).toBe(
      true,
    );
  });
});
