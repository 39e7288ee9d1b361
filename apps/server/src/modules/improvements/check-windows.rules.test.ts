import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysOf, recheckWindows, windowsOf } from './check-windows.rules.ts';

const date = (text: string) => Temporal.PlainDate.from(text);
const code = (work: () => unknown) => {
  try {
    work();
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('windows that are worked out', () => {
  test('are equally long, meet at the change, and end yesterday or before', () => {
    expect(windowsOf('2026-03-02', null, date('2026-03-30'))).toEqual({
      changeOn: '2026-03-02',
      before: { from: '2026-02-02', to: '2026-03-01' },
      after: { from: '2026-03-02', to: '2026-03-29' },
    });
    expect(windowsOf('2026-03-02', null, date('2026-03-05')).after).toEqual({
      from: '2026-03-02',
      to: '2026-03-04',
    });
  });

  test('hold whole weeks from a week on, at most 90 days, and never today', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 800 }), fc.integer({ min: 0, max: 500 }), (passed, shift) => {
        const change = date('2025-01-01').add({ days: shift });
        const today = change.add({ days: passed });
        const { before, after } = windowsOf(change.toString(), null, today);
        expect(daysOf(before)).toBe(daysOf(after));
        expect(date(before.to).add({ days: 1 }).toString()).toBe(after.from);
        expect(after.to < today.toString()).toBe(true);
        expect(daysOf(after)).toBeLessThanOrEqual(90);
        if (passed >= 7) expect(daysOf(after) % 7).toBe(0);
        else expect(daysOf(after)).toBe(passed);
      }),
    );
  });

  test('need a whole day since the change', () => {
    expect(code(() => windowsOf('2026-03-30', null, date('2026-03-30')))).toBe('check_too_early');
    expect(code(() => windowsOf('2026-04-10', null, date('2026-03-30')))).toBe('check_too_early');
  });
});

describe('windows that are given', () => {
  const given = (before: [string, string], after: [string, string], change = '2026-03-02') =>
    code(() =>
      windowsOf(
        change,
        { before: { from: before[0], to: before[1] }, after: { from: after[0], to: after[1] } },
        date('2026-03-30'),
      ),
    );

  test('may differ in length and lie apart', () => {
    expect(given(['2026-01-01', '2026-01-31'], ['2026-03-10', '2026-03-16'])).toBeNull();
  });

  test('are refused in the future, which begins today', () => {
    expect(given(['2026-02-01', '2026-03-01'], ['2026-03-02', '2026-03-30'])).toBe('check_window_future');
    expect(given(['2026-02-01', '2026-03-01'], ['2026-04-02', '2026-04-30'])).toBe('check_window_future');
  });

  test('are refused where they overlap, or reach over the change', () => {
    expect(given(['2026-02-01', '2026-03-05'], ['2026-03-03', '2026-03-20'])).toBe('check_windows_overlap');
    expect(given(['2026-02-01', '2026-03-02'], ['2026-03-03', '2026-03-20'])).toBe('check_windows_overlap');
    expect(given(['2026-02-01', '2026-02-20'], ['2026-03-01', '2026-03-20'])).toBe('check_windows_overlap');
  });

  test('are refused where they reach further than a year', () => {
    expect(given(['2025-03-01', '2025-04-01'], ['2026-03-02', '2026-03-20'])).toBe('check_window_too_long');
  });
});

describe('windows of a recheck', () => {
  const proof = windowsOf('2026-03-02', null, date('2026-03-30'));

  test('set the newest days, as many as proved it, against the same time before', () => {
    expect(recheckWindows(proof, date('2026-05-01'))).toEqual({
      changeOn: '2026-03-02',
      before: proof.before,
      after: { from: '2026-04-03', to: '2026-04-30' },
    });
  });

  test('never begin before the change', () => {
    expect(recheckWindows(proof, date('2026-03-20')).after).toEqual({ from: '2026-03-02', to: '2026-03-19' });
  });
});
