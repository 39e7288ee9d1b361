import { z } from 'zod';
import { id, instant, line, localeSchema, pageQuery, timeZone, version, type Words } from './common.ts';
import { defineEvent } from './events.ts';
import { type BuiltInRole, builtInRoles, definePermissions, rowScopeSchema } from './permissions.ts';

/*
 * People: who works in the organisation and what they may do.
 *
 * user       someone who works here; `status` says whether they can sign in
 * team       people who share work; `lead` marks who answers for it
 * role       a named set of grants
 * grant      permission → the rows it reaches (own, team, all)
 * invitation a link by e-mail, good once, that lets a user choose a password
 */

/** An e-mail address: at most 254 characters, kept in lower case. */
export const emailAddress = z.string().trim().toLowerCase().pipe(z.email().max(254));

/** `imported`: known only from imported history; `invited`: has a link and has not used it. */
export const userStatuses = ['active', 'invited', 'imported', 'inactive'] as const;
export const userStatusSchema = z.enum(userStatuses);
export type UserStatus = z.infer<typeof userStatusSchema>;

const personName = line(100);

/** Permission → the rows it reaches. */
export const grantsSchema = z.record(z.string().max(100), rowScopeSchema);
export type Grants = z.infer<typeof grantsSchema>;

export const teamMembership = z.strictObject({ teamId: id, lead: z.boolean().default(false) });

export const userSchema = z.object({
  id,
  name: z.string(),
  email: z.string().nullable(),
  locale: localeSchema,
  status: userStatusSchema,
  roles: z.array(z.object({ id, key: z.enum(builtInRoles).nullable(), name: z.string() })),
  teams: z.array(z.object({ id, name: z.string(), lead: z.boolean() })),
  importedFrom: z.string().nullable(),
  joinedAt: instant.nullable(),
  version,
});
export type User = z.infer<typeof userSchema>;

export const userListQuery = pageQuery.extend({
  /** Name (pinyin too) or e-mail. */
  search: line(100).optional(),
  status: userStatusSchema.optional(),
  teamId: id.optional(),
  roleId: id.optional(),
});

const roleIds = z.array(id).max(20);
const memberships = z.array(teamMembership).max(50);

export const inviteUserInput = z.strictObject({
  email: emailAddress,
  name: personName,
  locale: localeSchema.optional(),
  roleIds: roleIds.min(1),
  teams: memberships.default([]),
  /** Gives a person known from imported history an account, and so keeps that history. */
  userId: id.optional(),
});
export type InviteUserInput = z.infer<typeof inviteUserInput>;

export const updateUserInput = z.strictObject({
  name: personName.optional(),
  /** The address to sign in with; the old one is told. */
  email: emailAddress.optional(),
  locale: localeSchema.optional(),
  roleIds: roleIds.optional(),
  teams: memberships.optional(),
});
export type UpdateUserInput = z.infer<typeof updateUserInput>;

export const updateProfileInput = z.strictObject({
  name: personName.optional(),
  locale: localeSchema.optional(),
});

export const invitationSchema = z.object({
  id,
  userId: id,
  email: z.string(),
  expiresAt: instant,
  /** Given once, to pass on by hand where mail is not set up. */
  link: z.string().optional(),
});

export const deactivatedUser = z.object({
  user: userSchema,
  /** What still lies with the person; reassign it. */
  revokedApiKeys: z.number().int(),
  /** In the reader's language: what to do next. */
  hint: z.string(),
});

export const teamSchema = z.object({
  id,
  name: z.string(),
  parentId: id.nullable(),
  calendarId: id.nullable(),
  active: z.boolean(),
  importedFrom: z.string().nullable(),
  members: z.array(z.object({ userId: id, name: z.string(), lead: z.boolean() })),
  version,
});
export type Team = z.infer<typeof teamSchema>;

const teamShape = {
  name: line(100),
  parentId: id.nullable(),
  calendarId: id.nullable(),
  members: z.array(z.strictObject({ userId: id, lead: z.boolean().default(false) })).max(1_000),
};
export const createTeamInput = z.strictObject({
  ...teamShape,
  parentId: teamShape.parentId.default(null),
  calendarId: teamShape.calendarId.default(null),
  members: teamShape.members.default([]),
});
export type CreateTeamInput = z.infer<typeof createTeamInput>;
export const updateTeamInput = z.strictObject({ ...teamShape, active: z.boolean() }).partial();
export type UpdateTeamInput = z.infer<typeof updateTeamInput>;
export const teamListQuery = pageQuery.extend({ active: z.stringbool().optional() });

export const roleSchema = z.object({
  id,
  key: z.enum(builtInRoles).nullable(),
  name: z.string(),
  grants: grantsSchema,
  users: z.number().int(),
  version,
});
export type Role = z.infer<typeof roleSchema>;
export const roleInput = z.strictObject({ name: line(100), grants: grantsSchema });
export type RoleInput = z.infer<typeof roleInput>;

export const permissionListSchema = z.object({
  data: z.array(
    z.object({
      name: z.string(),
      words: z.string(),
      roles: z.record(z.string(), rowScopeSchema),
    }),
  ),
});

export const apiKeySchema = z.object({
  id,
  name: z.string(),
  prefix: z.string(),
  roleId: id.nullable(),
  grants: grantsSchema.nullable(),
  createdBy: id.nullable(),
  createdAt: instant,
  expiresAt: instant.nullable(),
  lastUsedAt: instant.nullable(),
  revokedAt: instant.nullable(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;

/** Either a role, or grants of its own; never more than its maker has. */
export const createApiKeyInput = z
  .strictObject({
    name: line(100),
    roleId: id.optional(),
    grants: grantsSchema.optional(),
    expiresAt: instant.optional(),
  })
  .refine((key) => (key.roleId === undefined) !== (key.grants === undefined), {
    error: 'role_or_grants',
    path: ['roleId'],
  });
export type CreateApiKeyInput = z.infer<typeof createApiKeyInput>;
/** `key` is shown this once: a repeat with the same Idempotency-Key answers null. */
export const createdApiKey = apiKeySchema.extend({ key: z.string().nullable() });

export const organisationSchema = z.object({
  id,
  name: z.string(),
  timeZone: z.string(),
  locale: localeSchema,
  version,
});
export const updateOrganisationInput = z
  .strictObject({ name: line(200), timeZone, locale: localeSchema })
  .partial();
export type UpdateOrganisationInput = z.infer<typeof updateOrganisationInput>;

export const profileSchema = userSchema.extend({
  organisation: organisationSchema,
  grants: grantsSchema,
  twoFactor: z.boolean(),
  /** The time of day by the server's clock: what a browser whose own clock is wrong goes by. */
  now: instant,
});

/** The built-in roles as people read them. */
export const builtInRoleWords: Record<BuiltInRole, Words> = {
  owner: { zh: '所有者', en: 'Owner' },
  manager: { zh: '服务经理', en: 'Service manager' },
  teamLead: { zh: '团队主管', en: 'Team lead' },
  agent: { zh: '客服', en: 'Agent', tw: '客服人員' },
  quality: { zh: '质检员', en: 'Quality evaluator', tw: '品檢員' },
  trainer: { zh: '培训师', en: 'Trainer', tw: '培訓師' },
  analyst: { zh: '分析师', en: 'Analyst', tw: '分析師' },
};

export type Profile = z.infer<typeof profileSchema>;

export const peoplePermissions = definePermissions({
  'people.read': {
    words: { zh: '查看同事、团队和角色', en: 'See colleagues, teams and roles' },
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
  'people.manage': {
    words: {
      zh: '邀请、修改和停用同事，并分配角色',
      en: 'Invite, change and deactivate colleagues, and give them roles',
    },
    roles: { owner: 'all', manager: 'all' },
  },
  'teams.manage': {
    words: { zh: '建立和修改团队及其成员', en: 'Create and change teams and their members' },
    roles: { owner: 'all', manager: 'all', teamLead: 'team' },
  },
  'roles.manage': {
    words: { zh: '建立和修改自定义角色', en: 'Create and change custom roles' },
    roles: { owner: 'all' },
  },
  'apiKeys.manage': {
    words: { zh: '建立和吊销 API 密钥', en: 'Create and revoke API keys' },
    roles: { owner: 'all' },
  },
  'organisation.manage': {
    words: {
      zh: '修改组织名称、时区和语言',
      en: "Change the organisation's name, time zone and language",
    },
    roles: { owner: 'all', manager: 'all' },
  },
});

const userFacts = z.object({
  name: z.string(),
  email: z.string().nullable(),
  roleIds: z.array(id),
  teams: z.array(z.object({ teamId: id, lead: z.boolean() })),
});
const teamFacts = z.object({ name: z.string(), parentId: id.nullable(), calendarId: id.nullable() });

export const peopleEvents = {
  organisationCreated: defineEvent('organisation.created', z.object({ name: z.string() })),
  organisationClaimed: defineEvent('organisation.claimed', z.object({ userId: id })),
  organisationChanged: defineEvent(
    'organisation.changed',
    z.object({ name: z.string(), timeZone: z.string(), locale: z.string() }),
  ),
  userInvited: defineEvent('user.invited', userFacts),
  userJoined: defineEvent('user.joined', userFacts),
  userChanged: defineEvent('user.changed', userFacts.extend({ before: userFacts.partial() })),
  userDeactivated: defineEvent('user.deactivated', z.object({ name: z.string() })),
  userReactivated: defineEvent('user.reactivated', z.object({ name: z.string() })),
  userImported: defineEvent('user.imported', z.object({ name: z.string(), importedFrom: z.string() })),
  invitationRevoked: defineEvent('invitation.revoked', z.object({ userId: id })),
  teamCreated: defineEvent('team.created', teamFacts.extend({ importedFrom: z.string().optional() })),
  teamChanged: defineEvent('team.changed', teamFacts.extend({ active: z.boolean() })),
  roleCreated: defineEvent('role.created', z.object({ name: z.string(), grants: grantsSchema })),
  roleChanged: defineEvent('role.changed', z.object({ name: z.string(), grants: grantsSchema })),
  roleDeleted: defineEvent('role.deleted', z.object({ name: z.string() })),
  apiKeyCreated: defineEvent('apiKey.created', z.object({ name: z.string(), prefix: z.string() })),
  apiKeyRevoked: defineEvent('apiKey.revoked', z.object({ name: z.string(), prefix: z.string() })),
};
