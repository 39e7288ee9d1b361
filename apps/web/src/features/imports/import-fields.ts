import type { ImportDateField, ImportField, ImportShape } from '@jingyun/contracts';
import { channels, kinds, levels, priorities, statuses } from '../tickets/ticket-values.ts';

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
  status: statuses,
  activity: statuses,
  priority: priorities,
  importance: levels,
  urgency: levels,
  kind: kinds,
  channel: channels,
} as const;
export type WordField = keyof typeof meanings;
