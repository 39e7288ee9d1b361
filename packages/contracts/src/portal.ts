import { z } from 'zod';
import { id, instant, line, localeSchema, pageQuery, text, type Words } from './common.ts';
import { fileSchema } from './platform.ts';
import { portalTicketInput } from './ticket-settings.ts';
import { ticketKind, ticketStatus } from './ticket-values.ts';

/*
 * Terms.
 *
 * portal   the pages where customers, who never sign in, open and follow their tickets
 * link     leads from a mail to one ticket; it ends in a token, which requests send as `x-ticket-token`
 * upload   a file that nobody has attached yet; it is good for one message and forgotten after a day
 */

export const portalLimits = { attachments: 3, attachmentBytes: 5 * 1024 * 1024, text: 20_000 } as const;

/** The organisation asked for; where an installation has one only, it need not be named. */
export const portalQuery = z.strictObject({ organisation: id.optional() });

export const portalInfo = z.object({
  organisation: z.object({ id, name: z.string(), locale: localeSchema }),
  kinds: z.array(ticketKind),
  limits: z.object({ attachments: z.int(), attachmentBytes: z.int(), text: z.int() }),
});
export type PortalInfo = z.infer<typeof portalInfo>;

const attachments = z
  .array(id)
  .max(portalLimits.attachments)
  .refine((ids) => new Set(ids).size === ids.length, { error: 'repeated_attachment' })
  .default([]);

/** A new ticket. With an e-mail address its link goes there; with a phone number only it is in the answer. */
export const portalSubmission = z
  .strictObject({
    ...portalTicketInput.shape,
    organisation: id.optional(),
    attachments,
    /** The language of mails; default: the one of the request. */
    locale: localeSchema.optional(),
  })
  .refine(({ email, phone }) => email !== undefined || phone !== undefined, {
    error: 'email_or_phone',
    path: ['email'],
  })
  .refine((given) => given.text.trim() !== '', { error: 'empty_message', path: ['text'] });
export type PortalSubmission = z.infer<typeof portalSubmission>;

export const portalSubmitted = z.object({
  number: z.int(),
  /** True where the link was sent by mail. */
  mailed: z.boolean(),
  /** Only where there is no e-mail address. Shown once: a repeat with the same Idempotency-Key has null. */
  token: z.string().nullable(),
});
export type PortalSubmitted = z.infer<typeof portalSubmitted>;

/** Asks for a fresh link; those sent before end. */
export const portalLinkRequest = z.strictObject({
  organisation: id.optional(),
  email: z.email().max(254),
  number: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
});
export type PortalLinkRequest = z.infer<typeof portalLinkRequest>;

export const portalMessage = z.object({
  id,
  /** Who wrote it: the customer, somebody of the organisation, or the product itself. */
  by: z.enum(['customer', 'staff', 'system']),
  name: z.string().nullable(),
  text: z.string(),
  html: z.string().nullable(),
  attachments: z.array(fileSchema),
  createdAt: instant,
});
export type PortalMessage = z.infer<typeof portalMessage>;

export const portalMessagePage = z.object({
  data: z.array(portalMessage),
  nextCursor: z.string().nullable(),
});
export type PortalMessagePage = z.infer<typeof portalMessagePage>;

export const portalTicket = z.object({
  organisation: z.object({ id, name: z.string(), locale: localeSchema }),
  number: z.int(),
  subject: z.string(),
  kind: ticketKind,
  status: ticketStatus,
  createdAt: instant,
  updatedAt: instant,
  solvedAt: instant.nullable(),
  limits: portalInfo.shape.limits,
  messages: portalMessagePage,
});
export type PortalTicket = z.infer<typeof portalTicket>;

export const portalMessagesQuery = pageQuery;

export const portalReply = z
  .strictObject({ text: text(portalLimits.text), attachments })
  .refine((given) => given.text.trim() !== '', { error: 'empty_message', path: ['text'] });
export type PortalReply = z.infer<typeof portalReply>;

export const portalReplied = z.object({
  status: ticketStatus,
  /** Where the ticket was closed for good: the new one that goes on from it, with its own link. */
  followUp: z.object({ number: z.int(), mailed: z.boolean(), token: z.string().nullable() }).nullable(),
});
export type PortalReplied = z.infer<typeof portalReplied>;

/** What a customer says about the end of the work. `noted`: staff have something to fill in first and were told. */
export const portalOutcome = z.object({ status: ticketStatus, noted: z.boolean() });
export type PortalOutcome = z.infer<typeof portalOutcome>;

/** Header with the token of a link: it is kept out of addresses, and so out of logs and histories. */
export const ticketTokenHeader = z.object({ 'x-ticket-token': line(200) });

/** What is wrong with a field, where zod does not word it itself. */
export const portalIssues = {
  email_or_phone: {
    zh: '请填写邮箱或手机号，以便我们回复您。',
    en: 'Give an e-mail address or a phone number, so that we can answer you.',
  },
  repeated_attachment: { zh: '同一个附件只需添加一次。', en: 'Attach each file once.' },
} as const satisfies Record<string, Words>;
