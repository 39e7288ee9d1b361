import type {
  ComplaintClass,
  TicketChannel,
  TicketKind,
  TicketLevel,
  TicketPriority,
  TicketRelation,
  TicketStatus,
} from '@jingyun/contracts';

/** The values of the contracts in the order in which they are shown; the contracts' schemas themselves stay on the server. */
export const statuses = [
  'new',
  'open',
  'pendingCustomer',
  'onHold',
  'solved',
  'closed',
] as const satisfies readonly TicketStatus[];
export const openStatuses = [
  'new',
  'open',
  'pendingCustomer',
  'onHold',
] as const satisfies readonly TicketStatus[];
export const priorities = ['urgent', 'high', 'normal', 'low'] as const satisfies readonly TicketPriority[];
export const kinds = [
  'inquiry',
  'request',
  'complaint',
  'incident',
  'afterSales',
  'internal',
] as const satisfies readonly TicketKind[];
export const channels = [
  'phone',
  'email',
  'web',
  'chat',
  'api',
  'social',
  'faceToFace',
] as const satisfies readonly TicketChannel[];
export const levels = ['high', 'medium', 'low'] as const satisfies readonly TicketLevel[];
export const relations = ['related', 'duplicateOf', 'blocks'] as const satisfies readonly TicketRelation[];
export const complaintClasses = [
  'productQuality',
  'serviceAttitude',
  'processExperience',
  'priceOrFee',
  'communication',
] as const satisfies readonly ComplaintClass[];
export const severities = [1, 2, 3, 4] as const;
export const sorts = ['-updated', 'updated', '-created', 'created', 'priority', 'due'] as const;
export const columns = [
  'number',
  'subject',
  'status',
  'priority',
  'kind',
  'channel',
  'category',
  'team',
  'assignee',
  'customer',
  'tags',
  'created',
  'updated',
  'solved',
  'due',
  'waiting',
  'severity',
] as const;
export type TicketColumn = (typeof columns)[number];
