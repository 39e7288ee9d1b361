import type { TicketCategory, TicketField } from '@jingyun/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlace, subtree } from './category.rules.ts';
import { mergeValues, missingToSolve, valueProblems } from './field.rules.ts';
import { fillPlaces } from './macro.rules.ts';
import { messageBody, safeHtml } from './message.body.ts';
import { resolveChange } from './resolve-change.ts';
import { ticketState } from './ticket.factory.ts';

const field = (over: Partial<TicketField>): TicketField => ({
  id: 'f',
  key: 'k',
  type: 'text',
  name: '字段',
  names: {},
  kinds: [],
  options: [],
  requiredToSolve: false,
  position: 0,
  archived: false,
  version: 1,
  ...over,
});
const options = [{ value: 'a', label: '甲', names: {} }];

describe('custom fields', () => {
  it('take values of their type and refuse others', () => {
    const cases: [Partial<TicketField>, unknown, boolean][] = [
      [{ type: 'number' }, 1.5, true],
      [{ type: 'number' }, '1', false],
      [{ type: 'date' }, '2026-02-28', true],
      [{ type: 'date' }, '2026-02-30', false],
      [{ type: 'select', options }, 'a', true],
      [{ type: 'select', options }, 'b', false],
      [{ type: 'multiselect', options }, ['a'], true],
      [{ type: 'multiselect', options }, ['a', 'b'], false],
      [{ type: 'checkbox' }, true, true],
      [{ type: 'text', archived: true }, 'x', false],
      [{ type: 'text', kinds: ['complaint'] }, 'x', false],
      [{ type: 'text', kinds: ['complaint'] }, null, true],
    ];
    for (const [over, value, fits] of cases) {
      const problems = valueProblems([field(over)], 'inquiry', { k: value as string });
      expect([over, value, problems.length === 0]).toEqual([over, value, fits]);
    }
    expect(valueProblems([], 'inquiry', { other: 'x' })).toMatchObject([{ path: 'customFields.other' }]);
  });
  it('are taken away by null, and asked for before solving', () => {
    expect(mergeValues({ a: 1, b: 2 }, { b: null, c: 3 })).toEqual({ a: 1, c: 3 });
    const required = [field({ requiredToSolve: true })];
    expect(missingToSolve(required, 'inquiry', { k: '' })).toEqual(['字段']);
    expect(missingToSolve(required, 'inquiry', { k: 'x' })).toEqual([]);
  });
});

describe('categories', () => {
  const tree = (...pairs: [string, string | null][]) =>
    new Map(pairs.map(([id, parentId]) => [id, { id, parentId, archived: false } as TicketCategory]));
  const deep = tree(['a', null], ['b', 'a'], ['c', 'b'], ['d', 'c'], ['x', null], ['y', 'x']);
  it('hold all below them', () => {
    expect(subtree(deep, 'b').sort()).toEqual(['b', 'c', 'd']);
  });
  it('cannot hang below themselves, nor deeper than four', () => {
    expect(() => checkPlace(deep, 'a', 'd')).toThrow('ticket_category_loop');
    expect(() => checkPlace(deep, 'x', 'c')).toThrow('ticket_category_too_deep');
    expect(() => checkPlace(deep, 'x', 'b')).not.toThrow();
    expect(() => checkPlace(deep, null, 'd')).toThrow('ticket_category_too_deep');
  });
});

describe('macros', () => {
  const values = {
    'ticket.number': '7',
    'ticket.subject': '{{agent.name}}',
    'ticket.status': '',
    'customer.name': '王芳',
    'agent.name': '李娜',
  };
  it('fill known places once and leave others to be seen', () => {
    expect(fillPlaces('{{customer.name}},{{ ticket.number }} {{ticket.subject}} {{foo.bar}}', values)).toBe(
      '王芳,7 {{agent.name}} {{foo.bar}}',
    );
    expect(fillPlaces('{{constructor.name}}', values)).toBe('{{constructor.name}}');
  });
});

describe('messages', () => {
  it('keep their formatting and lose what could do harm', () => {
    const dirty =
      '<p onclick="x()">您好<script>alert(1)</script><a href="javascript:alert(1)">点</a><a href="https://a.cn">看</a>' +
      '<img src="x" onerror="y()"><iframe src="//evil"></iframe><style>*{}</style></p>';
    const safe = safeHtml(dirty);
    expect(safe).not.toMatch(/script|onclick|onerror|javascript|iframe|style/);
    expect(safe).toContain(
      '<a href="https://a.cn" rel="noopener noreferrer nofollow" target="_blank">看</a>',
    );
  });
  it('have words also where they were written as HTML', () => {
    expect(messageBody({ html: '<p>一 &amp; 二</p><ul><li>三</li></ul>' }).text).toBe('一 & 二\n三');
  });
  it('are refused where nothing is left of them', () => {
    expect(() => messageBody({ html: '<script>x</script>' })).toThrow('invalid_input');
  });
  it('never let markup through, whatever is written', () => {
    const bits = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '/',
      'script',
      'img src=x onerror=',
      'a',
      ' ',
      '<!--',
      '&lt;',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 40 }), (parts) => {
        expect(safeHtml(parts.join(''))).not.toMatch(/<script|<[^>]*\sonerror\s*=/i);
      }),
    );
  });
});

describe('a wished-for change', () => {
  const settings = { revision: null, categories: new Map(), fields: [] };
  it('makes the priority from importance and urgency', () => {
    expect(resolveChange(ticketState(), { importance: 'high', urgency: 'high' }, settings)).toMatchObject({
      priority: 'urgent',
      priorityReason: null,
    });
  });
  it('takes another priority only with a reason, which goes when the matrix is followed again', () => {
    const ticket = ticketState();
    expect(() => resolveChange(ticket, { priority: 'urgent' }, settings)).toThrow(
      'ticket_priority_reason_required',
    );
    const raised = { ...ticket, priority: 'urgent' as const, priorityReason: '媒体关注' };
    expect(resolveChange(raised, { priority: 'urgent' }, settings)).toMatchObject({
      priorityReason: '媒体关注',
    });
    expect(resolveChange(raised, { urgency: 'high' }, settings)).toMatchObject({
      priority: 'high',
      priorityReason: null,
    });
  });
  it('adds and removes single tags', () => {
    const ticket = ticketState({ tags: ['a', 'b'] });
    expect(resolveChange(ticket, { addTags: ['c', 'a'], removeTags: ['b'] }, settings).tags).toEqual([
      'a',
      'c',
    ]);
  });
});
