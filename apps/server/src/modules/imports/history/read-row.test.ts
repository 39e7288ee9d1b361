import { describe, expect, test } from 'vitest';
import type { TabularRow } from '../../../platform/tabular/types.ts';
import { mappingWith } from './history.factory.ts';
import { checkMapping, isProblem, rowReader } from './read-row.ts';

const now = Date.parse('2024-06-01T00:00:00Z');
const row = (values: Record<string, string>): TabularRow => ({
  rowNumber: 2,
  values: { number: '1', sys_updated_at: '5/3/2024 10:00', ...values },
});
const read = (values: Record<string, string>, mapping = mappingWith()) =>
  rowReader(mapping, 'Asia/Shanghai', now)(row(values));

describe('reading a row by its mapping', () => {
  test('times are those of the organisation, or of the zone that the mapping names', () => {
    expect(read({})).toMatchObject({ at: Date.parse('2024-03-05T02:00:00Z') });
    expect(read({}, mappingWith({ timeZone: 'Europe/Berlin' }))).toMatchObject({
      at: Date.parse('2024-03-05T09:00:00Z'),
    });
  });

  test('what stands for nothing is nothing', () => {
    expect(read({ assignment_group: '?', assigned_to: ' ' })).toMatchObject({ team: null, assignee: null });
  });

  test('a bare key becomes a name that can be read', () => {
    expect(read({ assignment_group: '70', assigned_to: '李雷' })).toMatchObject({
      team: 'assignment_group 70',
      assignee: '李雷',
    });
  });

  test('words: the mapping first, then what desks usually say, else unsaid', () => {
    const mapping = mappingWith({ words: { status: { 'Level 2': 'onHold', Closed: 'solved' } } });
    expect(read({ state: 'level 2' }, mapping)).toMatchObject({ status: 'onHold', activity: 'level 2' });
    expect(read({ state: 'Closed' }, mapping)).toMatchObject({ status: 'solved' });
    expect(read({ state: '处理中' }, mapping)).toMatchObject({ status: 'open' });
    expect(read({ state: '-100' }, mapping)).toMatchObject({
      status: null,
      sourceStatus: '-100',
      activity: '-100',
    });
  });

  test.each([
    [{ number: '?' }, 'import_row_no_id'],
    [{ sys_updated_at: '31/2/2024 10:00' }, 'import_row_bad_date'],
    [{ opened_at: 'yesterday' }, 'import_row_bad_date'],
    [{ opened_at: '5/3/2034 10:00' }, 'import_row_in_future'],
    [{ assignment_group: 'x'.repeat(101) }, 'import_row_text_too_long'],
  ])('%j is refused', (values, code) => {
    const result = read(values);
    expect(isProblem(result) && result.code).toBe(code);
  });

  test('an address that is none is refused', () => {
    const mapping = mappingWith({
      columns: { externalId: { column: 'number' }, requesterEmail: { column: 'mail' } },
    });
    expect(read({ mail: 'not an address' }, mapping)).toMatchObject({ code: 'import_row_bad_email' });
    expect(read({ mail: 'Li@Example.com' }, mapping)).toMatchObject({ requesterEmail: 'li@example.com' });
  });

  test('a problem of the file is handed on', () => {
    const reader = rowReader(mappingWith(), 'UTC', now);
    expect(reader({ ...row({}), problem: { code: 'import_row_nul' } })).toEqual({ code: 'import_row_nul' });
  });

  test('a mapping that cannot work is refused before a row is read', () => {
    const headers = ['number', 'state'];
    expect(() => checkMapping(mappingWith({ columns: {} }), headers)).toThrow(/import_mapping_incomplete/);
    expect(() =>
      checkMapping(mappingWith({ shape: 'ticket', columns: { externalId: { column: 'no' } } }), headers),
    ).toThrow(/import_mapping_unknown_column/);
    const undated = { externalId: { column: 'number' }, createdAt: { column: 'state' } };
    expect(() => checkMapping(mappingWith({ shape: 'ticket', columns: undated }), headers)).toThrow(
      /import_mapping_date_format/,
    );
  });
});
