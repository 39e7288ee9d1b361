import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DateFormat } from './date-formats.ts';
import { dateReader } from './date-reader.ts';
import { inferDateFormat } from './infer-date-format.ts';

const read = (value: string, format: DateFormat, zone = 'Asia/Shanghai') => {
  const epoch = dateReader(format, zone)(value);
  return epoch === null ? null : new Date(epoch).toISOString();
};

describe('reading dates', () => {
  test.each<[string, DateFormat, string]>([
    ['29/2/2016 01:16', 'dayFirst', '2016-02-28T17:16:00.000Z'],
    ['05.03.2024', 'dayFirst', '2024-03-04T16:00:00.000Z'],
    ['5-3-24 2:30 PM', 'dayFirst', '2024-03-05T06:30:00.000Z'],
    ['05-Mar-2024 14:30:15', 'dayFirst', '2024-03-05T06:30:15.000Z'],
    ['3/5/2024 12:05 am', 'monthFirst', '2024-03-04T16:05:00.000Z'],
    ['March 5, 2024 14:30', 'monthFirst', '2024-03-05T06:30:00.000Z'],
    ['2024-03-05T14:30:00.123+02:00', 'iso', '2024-03-05T12:30:00.123Z'],
    ['2024-03-05T14:30:00Z', 'iso', '2024-03-05T14:30:00.000Z'],
    ['2024-03-05 14:30', 'iso', '2024-03-05T06:30:00.000Z'],
    ['2024/3/5 9:05:07', 'iso', '2024-03-05T01:05:07.000Z'],
    ['20240305', 'iso', '2024-03-04T16:00:00.000Z'],
    ['2024年3月5日 14:30', 'chinese', '2024-03-05T06:30:00.000Z'],
    ['2024年3月5日下午2时30分', 'chinese', '2024-03-05T06:30:00.000Z'],
    ['２０２４年３月５日', 'chinese', '2024-03-04T16:00:00.000Z'],
    ['2024年3月5日 中午12:10', 'chinese', '2024-03-05T04:10:00.000Z'],
    ['45356.604166667', 'excelSerial', '2024-03-05T06:30:00.000Z'],
    ['1709620200', 'epoch', '2024-03-05T06:30:00.000Z'],
    ['1709620200123', 'epoch', '2024-03-05T06:30:00.123Z'],
  ])('%s (%s)', (value, format, expected) => {
    expect(read(value, format)).toBe(expected);
  });

  test.each<[string, DateFormat]>([
    ['31/4/2024 10:00', 'dayFirst'],
    ['29/2/2015', 'dayFirst'],
    ['5/13/2024', 'dayFirst'],
    ['13/5/2024', 'monthFirst'],
    ['2024-02-30', 'iso'],
    ['2024-01-01 24:00', 'iso'],
    ['2024-01-01 10:60', 'iso'],
    ['0001-01-01', 'iso'],
    ['9999-12-31', 'iso'],
    ['2024-01-01T10:00:00+99:00', 'iso'],
    ['2024-3/5', 'iso'],
    ['5/3/2024 13:00 am', 'dayFirst'],
    ['5 Foo 2024', 'dayFirst'],
    ['2024年13月5日', 'chinese'],
    ['', 'iso'],
    ['?', 'dayFirst'],
    ['1'.repeat(1000), 'epoch'],
  ])('%j is no date (%s)', (value, format) => {
    expect(read(value, format)).toBeNull();
  });

  test('clock changes: a skipped time counts from after it, a repeated one is the first', () => {
    expect(read('2024-03-31 02:30', 'iso', 'Europe/Berlin')).toBe('2024-03-31T01:30:00.000Z');
    expect(read('2024-10-27 02:30', 'iso', 'Europe/Berlin')).toBe('2024-10-27T00:30:00.000Z');
    expect(read('2024-10-27 03:30', 'iso', 'Europe/Berlin')).toBe('2024-10-27T02:30:00.000Z');
    // Lord Howe Island moves by half an hour.
    expect(read('2024-10-06 02:15', 'iso', 'Australia/Lord_Howe')).toBe('2024-10-05T15:45:00.000Z');
  });

  test('every minute reads as Temporal reads it, in any zone', () => {
    const zones = fc.constantFrom(
      'Asia/Shanghai',
      'America/New_York',
      'Europe/London',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
    );
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 60 * 24 * 366 * 2 }), (zone, minutes) => {
        const local = Temporal.PlainDateTime.from('2023-01-01T00:00').add({ minutes });
        expect(dateReader('iso', zone)(local.toString())).toBe(local.toZonedDateTime(zone).epochMilliseconds);
      }),
    );
  });
});

describe('the format of a column', () => {
  test.each<[string[], DateFormat, boolean]>([
    [['29/2/2016 01:16', '5/3/2016 12:00'], 'dayFirst', false],
    [['2/29/2016 01:16', '5/3/2016 12:00'], 'monthFirst', false],
    [['1/2/2016', '5/3/2016 12:00'], 'dayFirst', true],
    [['2024/3/5', '2024/12/1'], 'iso', false],
    [['2024年3月5日', '2024年3月6日 10:00'], 'chinese', false],
    [['45356', '45357.5'], 'excelSerial', false],
    [['1709620200'], 'epoch', false],
    [[...Array<string>(19).fill('2024-01-01'), 'soon'], 'iso', false],
  ])('%j is %s (ambiguous: %s)', (values, format, ambiguous) => {
    expect(inferDateFormat(values)).toMatchObject({ format, ambiguous });
  });

  test('a column that contradicts itself, or holds no dates, has none', () => {
    expect(inferDateFormat(['13/1/2024', '1/13/2024'])).toBeNull();
    expect(inferDateFormat(['open', 'closed'])).toBeNull();
    expect(inferDateFormat([])).toBeNull();
  });

  test('one day above the 12th in a long column settles the order', () => {
    const column = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(column, fc.integer({ min: 13, max: 28 }), (days, late) => {
        const written = days.map(([day, month]) => `${day}/${month}/2024`);
        expect(inferDateFormat([...written, `${late}/6/2024`])).toMatchObject({
          format: 'dayFirst',
          ambiguous: false,
        });
      }),
    );
  });
});
