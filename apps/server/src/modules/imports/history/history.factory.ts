import { type ImportMapping, type ImportMappingInput, importMapping } from '@jingyun/contracts';
import type { ReadRow } from './read-row.ts';

/** A mapping of a ServiceNow change log; tests change what they are about. */
export function mappingWith(changes: Partial<ImportMappingInput> = {}): ImportMapping {
  return importMapping.parse({
    shape: 'history',
    source: 'servicenow',
    columns: {
      externalId: { column: 'number' },
      at: { column: 'sys_updated_at', dateFormat: 'dayFirst' },
      status: { column: 'state' },
      createdAt: { column: 'opened_at', dateFormat: 'dayFirst' },
      closedAt: { column: 'closed_at', dateFormat: 'dayFirst' },
      team: { column: 'assignment_group' },
      assignee: { column: 'assigned_to' },
      by: { column: 'sys_updated_by' },
    },
    unknown: ['?'],
    ...changes,
  });
}

/** A row that says nothing but what is given. */
export function readRowWith<const T extends Partial<ReadRow>>(said: T): ReadRow & T {
  return {
    rowNumber: 2,
    externalId: '1',
    at: null,
    activity: null,
    by: null,
    status: null,
    sourceStatus: null,
    priority: null,
    importance: null,
    urgency: null,
    kind: null,
    channel: null,
    category: null,
    team: null,
    assignee: null,
    subject: null,
    description: null,
    requester: null,
    requesterEmail: null,
    requesterPhone: null,
    tags: [],
    createdAt: null,
    firstRepliedAt: null,
    solvedAt: null,
    closedAt: null,
    slaMet: null,
    kept: {},
    ...said,
  };
}
