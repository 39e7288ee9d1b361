import { z } from 'zod';
import { id, instant, line, localeSchema, pageQuery, text, version } from './common.ts';
import { defineEvent } from './events.ts';
import { definePermissions } from './permissions.ts';

/*
 * Customers: who is served.
 *
 * person      a human being; may belong to an account
 * account     a business; the persons at it are its contacts in the trade's sense
 * contact     an e-mail address or phone number that leads to one customer
 * external id what another system (`source`) calls the customer
 */

export const customerKinds = ['person', 'account'] as const;
export const customerKindSchema = z.enum(customerKinds);
export const contactTypes = ['email', 'phone'] as const;
export const contactTypeSchema = z.enum(contactTypes);

/** The name of a source of customers or tickets, e.g. `crm`, `shop`, `import`. */
export const sourceName = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/);
export const externalId = line(200);

export const tagName = line(50);

/** Fields of the organisation's own: a flat object of at most 50 plain values. */
export const customFields = z
  .record(
    z.string().regex(/^[a-z][A-Za-z0-9_]{0,49}$/),
    z.union([text(2_000), z.number(), z.boolean(), z.null()]),
  )
  .refine((fields) => Object.keys(fields).length <= 50, { error: 'too_many_fields' });

export const contactInput = z.strictObject({
  type: contactTypeSchema,
  value: line(254),
  primary: z.boolean().default(false),
});
export const contactSchema = z.object({
  id,
  type: contactTypeSchema,
  value: z.string(),
  /** As compared: lower case e-mail; phone in E.164 where its country is known. */
  normalised: z.string(),
  primary: z.boolean(),
});
export const externalIdSchema = z.strictObject({ source: sourceName, externalId });

export const customerSchema = z.object({
  id,
  kind: customerKindSchema,
  name: z.string(),
  accountId: id.nullable(),
  tier: z.string().nullable(),
  tags: z.array(z.string()),
  ownerId: id.nullable(),
  note: z.string(),
  locale: localeSchema.nullable(),
  custom: z.record(z.string(), z.unknown()),
  contacts: z.array(contactSchema),
  externalIds: z.array(z.object({ source: z.string(), externalId: z.string() })),
  version,
  createdAt: instant,
  updatedAt: instant,
});
export type Customer = z.infer<typeof customerSchema>;

const shape = {
  kind: customerKindSchema,
  name: line(200),
  accountId: id.nullable(),
  tier: line(50).nullable(),
  tags: z.array(tagName).max(50),
  ownerId: id.nullable(),
  note: text(10_000),
  locale: localeSchema.nullable(),
  custom: customFields,
  contacts: z.array(contactInput).max(20),
};

export const createCustomerInput = z.strictObject({
  ...shape,
  kind: shape.kind.default('person'),
  accountId: shape.accountId.default(null),
  tier: shape.tier.default(null),
  tags: shape.tags.default([]),
  ownerId: shape.ownerId.default(null),
  note: shape.note.default(''),
  locale: shape.locale.default(null),
  custom: shape.custom.default({}),
  contacts: shape.contacts.default([]),
  externalIds: z.array(externalIdSchema).max(20).default([]),
});
export type CreateCustomerInput = z.infer<typeof createCustomerInput>;

/** Only what is given is changed; `custom` is merged by key (null removes), `contacts` and `tags` are replaced. */
export const updateCustomerInput = z.strictObject(shape).partial();
export type UpdateCustomerInput = z.infer<typeof updateCustomerInput>;

/** PUT by external id: makes the customer where there is none. */
export const upsertCustomerInput = z
  .strictObject({ ...shape })
  .partial()
  .required({ name: true });
export type UpsertCustomerInput = z.infer<typeof upsertCustomerInput>;

export const customerFilter = {
  /** Name (simplified, traditional, pinyin), e-mail or phone. */
  search: line(100).optional(),
  kind: customerKindSchema.optional(),
  tier: line(50).optional(),
  tag: tagName.optional(),
  ownerId: id.optional(),
  accountId: id.optional(),
};
export const customerListQuery = pageQuery.extend({
  ...customerFilter,
  sort: z.enum(['-updatedAt', 'name']).default('-updatedAt'),
});
export const customerExportQuery = z.strictObject({
  ...customerFilter,
  format: z.enum(['csv', 'xlsx']).default('csv'),
});

/** One customer of an import or of the demo; found again by its external id, or by a contact. */
export const importedCustomer = z.strictObject({
  source: sourceName,
  externalId,
  kind: customerKindSchema.default('person'),
  name: line(200),
  tier: line(50).nullable().default(null),
  tags: z.array(tagName).max(50).default([]),
  locale: localeSchema.nullable().default(null),
  custom: customFields.default({}),
  contacts: z.array(contactInput).max(20).default([]),
  createdAt: instant.optional(),
});
export type ImportedCustomer = z.input<typeof importedCustomer>;

export const timelineEntry = z.object({
  id,
  type: z.string(),
  occurredAt: instant,
  actor: z.object({ type: z.string(), id: z.string().nullable() }),
  subject: z.object({ type: z.string(), id }),
  ticketId: id.nullable(),
  data: z.record(z.string(), z.unknown()),
});

export const customerPermissions = definePermissions({
  'customers.read': {
    words: { zh: '查看客户及其往来', en: 'See customers and their history' },
    roles: {
      owner: 'all',
      manager: 'all',
      teamLead: 'all',
      agent: 'all',
      quality: 'all',
      trainer: 'all',
      analyst: 'all',
    },
  },
  'customers.write': {
    words: { zh: '建立和修改客户', en: 'Create and change customers' },
    roles: { owner: 'all', manager: 'all', teamLead: 'all', agent: 'all' },
  },
  'customers.export': {
    words: { zh: '导出客户', en: 'Export customers' },
    roles: { owner: 'all', manager: 'all', analyst: 'all' },
  },
});

const customerFacts = z.object({
  kind: customerKindSchema,
  name: z.string(),
  accountId: id.nullable(),
  tier: z.string().nullable(),
  tags: z.array(z.string()),
  ownerId: id.nullable(),
});

export const customerEvents = {
  created: defineEvent(
    'customer.created',
    z.object({ customer: customerFacts, source: z.string().nullable() }),
  ),
  changed: defineEvent(
    'customer.changed',
    z.object({
      customer: customerFacts,
      before: customerFacts.partial(),
      /** Names of everything that changed, also of what is not among the facts (note, contacts, custom …). */
      fields: z.array(z.string()),
    }),
  ),
  linked: defineEvent('customer.linked', externalIdSchema),
};

export const customerExternalParams = z.strictObject({ source: sourceName, externalId });
