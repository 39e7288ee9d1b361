import type { ImportDateField, ImportField, ImportShape } from '@jingyun/contracts';

/** The fields in the order in which they are asked for, by what they are about. */
export const fieldGroups = {
  what: ['externalId', 'subject', 'description', 'kind', 'category', 'channel', 'tags'],
  state: ['status', 'priority', 'importance', 'urgency', 'slaMet'],
  who: ['requester', 'requesterEmail', 'requesterPhone', 'team', 'assignee'],
  when: ['createdAt', 'firstRepliedAt', 'solvedAt', 'closedAt'],
  change: ['at', 'activity', 'by'],
} as const satisfies Record<string, readonly ImportField[]>;
export type FieldGroup = keyof typeof fieldGroups;

export const dateFields: readonly ImportField[] = [
  'createdAt',
  'firstRepliedAt',
  'solvedAt',
  'closedAt',
  'at',
] satisfies ImportDateField[];
export const dateFormats = ['iso', 'dayFirst', 'monthFirst', 'chinese', 'excelSerial', 'epoch'] as const;

/** Without these there is no ticket. */
export const neededFields: Record<ImportShape, readonly ImportField[]> = {
  ticket: ['externalId'],
  history: ['externalId', 'at'],
};

/** What the words of a file can mean, field by field; activities of a log change the status. */
export const meanings = {
  status: ['new', 'open', 'pending', 'onHold', 'solved', 'closed'],
  activity: ['new', 'open', 'pending', 'onHold', 'solved', 'closed'],
  priority: ['urgent', 'high', 'normal', 'low'],
  importance: ['high', 'medium', 'low'],
  urgency: ['high', 'medium', 'low'],
  kind: ['inquiry', 'request', 'complaint', 'incident', 'afterSales', 'internal'],
  channel: ['phone', 'email', 'web', 'chat', 'api', 'social', 'faceToFace'],
} as const;
export type WordField = keyof typeof meanings;
