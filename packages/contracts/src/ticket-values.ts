import { z } from 'zod';
import type { Words } from './common.ts';

/*
 * Terms.
 *
 * ticket      one piece of service work from intake to close
 * kind        what sort of work it is; complaints carry a class and a severity besides
 * channel     how it reached the organisation
 * status      where it stands; `openStatuses` are those in which somebody still has to act
 * importance  how much it matters; urgency: how soon. Together they make the priority (Eisenhower)
 * reply       a public message between the organisation and the customer
 * note        an internal message; the customer never sees it
 * source      the system a ticket came from; with `externalId` it names the ticket there
 */

export const ticketKinds = ['inquiry', 'request', 'complaint', 'incident', 'afterSales', 'internal'] as const;
export const ticketKind = z.enum(ticketKinds);
export type TicketKind = z.infer<typeof ticketKind>;

export const ticketChannels = ['phone', 'email', 'web', 'chat', 'api', 'social', 'faceToFace'] as const;
export const ticketChannel = z.enum(ticketChannels);
export type TicketChannel = z.infer<typeof ticketChannel>;

export const ticketStatuses = ['new', 'open', 'pendingCustomer', 'onHold', 'solved', 'closed'] as const;
export const ticketStatus = z.enum(ticketStatuses);
export type TicketStatus = z.infer<typeof ticketStatus>;

/** The statuses in which a ticket is work still to be done. */
export const openStatuses = ['new', 'open', 'pendingCustomer', 'onHold'] as const satisfies TicketStatus[];

export const ticketLevels = ['high', 'medium', 'low'] as const;
export const ticketLevel = z.enum(ticketLevels);
export type TicketLevel = z.infer<typeof ticketLevel>;

/** In order: what comes first is worked first. */
export const ticketPriorities = ['urgent', 'high', 'normal', 'low'] as const;
export const ticketPriority = z.enum(ticketPriorities);
export type TicketPriority = z.infer<typeof ticketPriority>;

export const complaintClasses = [
  'productQuality',
  'serviceAttitude',
  'processExperience',
  'priceOrFee',
  'communication',
] as const;
export const complaintClass = z.enum(complaintClasses);
export type ComplaintClass = z.infer<typeof complaintClass>;

/** 1 is the gravest: danger, press, law; 4 is an annoyance. */
export const severity = z.int().min(1).max(4);

export const ticketRelations = ['related', 'duplicateOf', 'blocks'] as const;
export const ticketRelation = z.enum(ticketRelations);
export type TicketRelation = z.infer<typeof ticketRelation>;

/** The values above as people read them: in lists, exports and mails. */
export const ticketWords = {
  kind: {
    inquiry: { zh: '咨询', en: 'Inquiry' },
    request: { zh: '服务请求', en: 'Request' },
    complaint: { zh: '投诉', en: 'Complaint' },
    incident: { zh: '故障', en: 'Incident' },
    afterSales: { zh: '售后', en: 'After-sales' },
    internal: { zh: '内部', en: 'Internal' },
  },
  channel: {
    phone: { zh: '电话', en: 'Phone' },
    email: { zh: '邮件', en: 'E-mail', tw: '電子郵件' },
    web: { zh: '网页', en: 'Web' },
    chat: { zh: '在线聊天', en: 'Chat' },
    api: { zh: '接口', en: 'API' },
    social: { zh: '社交媒体', en: 'Social' },
    faceToFace: { zh: '当面', en: 'Face to face' },
  },
  status: {
    new: { zh: '新建', en: 'New' },
    open: { zh: '处理中', en: 'Open' },
    pendingCustomer: { zh: '待客户回复', en: 'Pending customer' },
    onHold: { zh: '挂起', en: 'On hold' },
    solved: { zh: '已解决', en: 'Solved' },
    closed: { zh: '已关闭', en: 'Closed' },
  },
  priority: {
    urgent: { zh: '紧急', en: 'Urgent' },
    high: { zh: '高', en: 'High' },
    normal: { zh: '普通', en: 'Normal' },
    low: { zh: '低', en: 'Low' },
  },
  level: {
    high: { zh: '高', en: 'High' },
    medium: { zh: '中', en: 'Medium' },
    low: { zh: '低', en: 'Low' },
  },
  complaintClass: {
    productQuality: { zh: '产品质量', en: 'Product quality' },
    serviceAttitude: { zh: '服务态度', en: 'Service attitude' },
    processExperience: { zh: '流程体验', en: 'Process experience' },
    priceOrFee: { zh: '价格与收费', en: 'Price or fee' },
    communication: { zh: '沟通', en: 'Communication' },
  },
  relation: {
    related: { zh: '相关', en: 'Related' },
    duplicateOf: { zh: '重复于', en: 'Duplicate of' },
    blocks: { zh: '阻塞', en: 'Blocks' },
  },
} as const satisfies {
  kind: Record<TicketKind, Words>;
  channel: Record<TicketChannel, Words>;
  status: Record<TicketStatus, Words>;
  priority: Record<TicketPriority, Words>;
  level: Record<TicketLevel, Words>;
  complaintClass: Record<ComplaintClass, Words>;
  relation: Record<TicketRelation, Words>;
};
