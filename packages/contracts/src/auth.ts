import { z } from 'zod';
import { instant, line, localeSchema, timeZone } from './common.ts';
import { defineEvent } from './events.ts';
import { emailAddress } from './people.ts';

/** At least 10 characters, as NIST SP 800-63B asks for length and not for kinds of characters. */
export const newPassword = z.string().min(10).max(128);
/** A password that is being checked: any that could ever have been set. */
const givenPassword = z.string().min(1).max(128);

/** A one-time code of an authenticator app. */
export const totpCode = z.string().regex(/^\d{6}$/);
/** A backup code as it was shown, with or without its dash. */
export const backupCode = z.string().trim().min(8).max(20);

export const setUpState = z.object({
  /** True while nobody can sign in: no organisation, or one that an import made and nobody claimed. */
  needed: z.boolean(),
  /** The organisation that waits to be claimed. */
  organisation: z.string().nullable(),
});

export const setUpInput = z.strictObject({
  organisation: line(200),
  timeZone: timeZone.default('Asia/Shanghai'),
  locale: localeSchema.default('zh-CN'),
  name: line(100),
  email: emailAddress,
  password: newPassword,
});
export type SetUpInput = z.infer<typeof setUpInput>;

export const signInInput = z.strictObject({
  email: emailAddress,
  password: givenPassword,
  remember: z.boolean().default(true),
});

export const signInAnswer = z.object({
  /** `twoFactor`: send the code to /api/v1/auth/two-factor/verify with the cookie set here. */
  next: z.enum(['done', 'twoFactor']),
});

export const verifyTwoFactorInput = z
  .strictObject({
    code: totpCode.optional(),
    backupCode: backupCode.optional(),
    /** Do not ask again on this device for 30 days. */
    trustDevice: z.boolean().default(false),
  })
  .refine((input) => (input.code === undefined) !== (input.backupCode === undefined), {
    error: 'code_or_backup_code',
    path: ['code'],
  });

export const passwordOnly = z.strictObject({ password: givenPassword });
export const codeOnly = z.strictObject({ code: totpCode });

export const twoFactorEnrolment = z.object({
  /** otpauth:// address for the QR code. */
  uri: z.string(),
  /** Each works once in place of a code. Shown this once. */
  backupCodes: z.array(z.string()),
});

export const changePasswordInput = z.strictObject({ current: givenPassword, next: newPassword });

export const sessionSchema = z.object({
  id: z.string(),
  current: z.boolean(),
  createdAt: instant,
  expiresAt: instant,
  address: z.string().nullable(),
  device: z.string().nullable(),
});

export const forgotPasswordInput = z.strictObject({ email: emailAddress });
export const resetPasswordInput = z.strictObject({
  token: z.string().min(1).max(200),
  password: newPassword,
});

export const invitationState = z.object({
  organisation: z.string(),
  name: z.string(),
  email: z.string(),
  locale: localeSchema,
});
export const invitationTokenParams = z.strictObject({ token: z.string().min(1).max(200) });
export const acceptInvitationInput = z.strictObject({
  name: line(100).optional(),
  locale: localeSchema.optional(),
  password: newPassword,
});
export type AcceptInvitationInput = z.infer<typeof acceptInvitationInput>;

const place = { address: z.string().nullable(), device: z.string().nullable() };

/** The audit trail of sign-in; the subject of each is the user. */
export const authEvents = {
  signedIn: defineEvent('session.started', z.object({ ...place, twoFactor: z.boolean() })),
  signedOut: defineEvent('session.ended', z.object({ ...place, everywhere: z.boolean() })),
  signInFailed: defineEvent(
    'signIn.failed',
    z.object({ ...place, reason: z.enum(['password', 'code', 'inactive']) }),
  ),
  signInLocked: defineEvent(
    'signIn.locked',
    z.object({ ...place, failures: z.number().int(), until: instant }),
  ),
  passwordChanged: defineEvent('password.changed', z.object({ ...place, how: z.enum(['changed', 'reset']) })),
  passwordResetAsked: defineEvent('password.resetAsked', z.object(place)),
  twoFactorEnabled: defineEvent('twoFactor.enabled', z.object(place)),
  twoFactorDisabled: defineEvent('twoFactor.disabled', z.object(place)),
};
