import { describe, expect, test } from 'vitest';
import type { TabularRow } from '../../../platform/tabular/types.ts';
import { guessMapping } from './guess-mapping.ts';

function guess(headers: string[], table: string[][], fileName = 'export.csv', format: 'csv' | 'xes' = 'csv') {
  const rows: TabularRow[] = table.map((cells, index) => ({
    rowNumber: index + 2,
    values: Object.fromEntries(headers.map((header, column) => [header, cells[column] ?? ''])),
  }));
  return guessMapping({ format, headers, rows }, fileName);
}
const columnsOf = (mapping: ReturnType<typeof guess>) =>
  Object.fromEntries(Object.entries(mapping.columns).map(([field, mapped]) => [field, mapped?.column]));

describe('guessing a mapping', () => {
  test('a ServiceNow change log', () => {
    const mapping = guess(
      [
        'number',
        'incident_state',
        'caller_id',
        'opened_at',
        'sys_updated_at',
        'sys_updated_by',
        'contact_type',
        'category',
        'category (2)',
        'impact',
        'priority',
        'assignment_group',
        'assigned_to',
        'made_sla',
        'closed_at',
      ],
      [
        [
          '1',
          'New',
          '?',
          '29/2/2024 01:16',
          '29/2/2024 01:23',
          '2',
          'Phone',
          '55',
          '7',
          '2',
          '3',
          '56',
          '?',
          'true',
          '5/3/2024 12:00',
        ],
        [
          '1',
          'Awaiting Evidence',
          '?',
          '29/2/2024 01:16',
          '29/2/2024 08:53',
          '2',
          'Phone',
          '55',
          '7',
          '2',
          '3',
          '56',
          '?',
          'true',
          '5/3/2024 12:00',
        ],
        [
          '1',
          'Resolved',
          '?',
          '29/2/2024 01:16',
          '1/3/2024 08:53',
          '2',
          'Phone',
          '55',
          '7',
          '2',
          '3',
          '56',
          '?',
          'true',
          '5/3/2024 12:00',
        ],
      ],
    );
    expect(mapping).toMatchObject({
      shape: 'history',
      source: 'servicenow',
      order: 'file',
      unknown: ['?'],
      columns: {
        externalId: { column: 'number' },
        at: { column: 'sys_updated_at', dateFormat: 'dayFirst' },
        status: { column: 'incident_state' },
        createdAt: { column: 'opened_at', dateFormat: 'dayFirst' },
        closedAt: { column: 'closed_at', dateFormat: 'dayFirst' },
        category: { column: 'category' },
        team: { column: 'assignment_group' },
        assignee: { column: 'assigned_to' },
        slaMet: { column: 'made_sla' },
        by: { column: 'sys_updated_by' },
      },
      words: {
        status: { New: 'new', 'Awaiting Evidence': 'onHold', Resolved: 'solved' },
        priority: { 3: 'normal' },
        channel: { Phone: 'phone' },
      },
    });
  });

  test('a plain Chinese table', () => {
    const mapping = guess(
      [
        '工单编号',
        '标题',
        '问题描述',
        '客户姓名',
        '联系电话',
        '状态',
        '优先级',
        '渠道',
        '处理组',
        '处理人',
        '创建时间',
        '解决时间',
        '类型',
      ],
      [
        [
          'GD001',
          '空调不制冷',
          '…',
          '王小明',
          '13800000000',
          '已解决',
          '紧急',
          '电话',
          '售后组',
          '李华',
          '2024年3月5日 14:30',
          '2024年3月6日 9:00',
          '报修',
        ],
      ],
      '三月工单.xlsx',
    );
    expect(mapping.shape).toBe('ticket');
    expect(columnsOf(mapping)).toEqual({
      externalId: '工单编号',
      subject: '标题',
      description: '问题描述',
      requester: '客户姓名',
      requesterPhone: '联系电话',
      status: '状态',
      priority: '优先级',
      channel: '渠道',
      team: '处理组',
      assignee: '处理人',
      createdAt: '创建时间',
      solvedAt: '解决时间',
      kind: '类型',
    });
    expect(mapping.columns.createdAt?.dateFormat).toBe('chinese');
    expect(mapping.words).toMatchObject({
      status: { 已解决: 'solved' },
      priority: { 紧急: 'urgent' },
      kind: { 报修: 'incident' },
    });
    expect(mapping.source).toBe('file');
  });

  test('Zendesk and Redmine exports', () => {
    const zendesk = guess(
      [
        'Id',
        'Subject',
        'Requester',
        'Requester email',
        'Status',
        'Priority',
        'Group',
        'Assignee',
        'Created at',
        'Solved at',
        'Tags',
        'Via',
      ],
      [
        [
          '7',
          'Help',
          'Li',
          'li@example.com',
          'Pending',
          'Urgent',
          'Support',
          'Wang',
          '2024-03-05 14:30',
          '',
          'a b',
          'Mail',
        ],
      ],
    );
    expect(zendesk.source).toBe('zendesk');
    expect(columnsOf(zendesk)).toMatchObject({
      externalId: 'Id',
      requester: 'Requester',
      team: 'Group',
      tags: 'Tags',
      channel: 'Via',
      createdAt: 'Created at',
    });
    const redmine = guess(
      [
        '#',
        'Project',
        'Tracker',
        'Status',
        'Priority',
        'Subject',
        'Author',
        'Assignee',
        'Updated',
        'Created',
        'Closed',
      ],
      [
        [
          '12',
          'Shop',
          'Bug',
          'Feedback',
          'Immediate',
          'Crash',
          'Li',
          'Wang',
          '03/25/2024 02:30 PM',
          '03/05/2024 02:30 PM',
          '',
        ],
      ],
    );
    expect(redmine.source).toBe('redmine');
    expect(redmine).toMatchObject({
      shape: 'ticket',
      columns: { externalId: { column: '#' }, createdAt: { column: 'Created' } },
      words: {
        status: { Feedback: 'pendingCustomer' },
        priority: { Immediate: 'urgent' },
        kind: { Bug: 'incident' },
      },
    });
    expect(redmine.columns.at).toBeUndefined();
  });

  test('a process log: cases are tickets, activities move their status, resources have them', () => {
    const headers = ['case:concept:name', 'concept:name', 'time:timestamp', 'org:resource'];
    const mapping = guess(
      headers,
      [
        ['Case 1', 'Take in charge ticket', '2024-03-05T14:30:00Z', 'A'],
        ['Case 1', 'Resolve ticket', '2024-03-05T15:30:00Z', 'A'],
      ],
      'helpdesk.xes.gz',
      'xes',
    );
    expect(mapping).toMatchObject({
      shape: 'history',
      source: 'helpdesk',
      words: { activity: { 'Take in charge ticket': 'open', 'Resolve ticket': 'solved' } },
    });
    expect(columnsOf(mapping)).toEqual({
      externalId: 'case:concept:name',
      activity: 'concept:name',
      at: 'time:timestamp',
      assignee: 'org:resource',
      by: 'org:resource',
    });
  });

  test('a log written backwards, and one in no order, are seen as such', () => {
    const log = (times: string[]) =>
      guess(
        ['number', 'state', 'updated_at'],
        times.map((time) => ['1', 'Open', time]),
      );
    expect(log(['2024-03-03', '2024-03-02', '2024-03-01']).order).toBe('reversed');
    expect(log(['2024-03-03', '2024-03-01', '2024-03-05', '2024-03-02']).order).toBe('time');
  });

  test('a column that is called like a date and holds durations is left out', () => {
    const mapping = guess(
      ['Ticket ID', 'Resolution', 'Time to Resolution'],
      [
        ['1', 'done', '3 hours'],
        ['2', 'done', '2 days'],
      ],
    );
    expect(mapping.columns.solvedAt).toBeUndefined();
  });

  test('a number of priority is a scale only where it can be one', () => {
    expect(
      guess(
        ['id', 'priority'],
        [
          ['1', '1'],
          ['2', '4'],
        ],
      ).words.priority,
    ).toEqual({ 1: 'urgent', 4: 'low' });
    expect(
      guess(
        ['id', 'priority'],
        [
          ['1', '1'],
          ['2', '40'],
        ],
      ).words.priority,
    ).toEqual({});
  });
});
