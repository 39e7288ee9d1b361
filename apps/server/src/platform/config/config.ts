import { resolve } from 'node:path';
import { z } from 'zod';
import { ServiceError } from '../errors/service-error.ts';

/** How the process runs: everything (`all`), only HTTP (`web`), or only background work (`worker`). */
export const roles = ['all', 'web', 'worker'] as const;
export type Role = (typeof roles)[number];

const environment = z.object({
  JINGYUN_DATA_DIR: z.string().min(1).default('.jingyun'),
  JINGYUN_ROLE: z.enum(roles).default('all'),
  JINGYUN_PUBLIC_URL: z.url().optional(),
  JINGYUN_SECRET: z.string().min(32).optional(),
  JINGYUN_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  JINGYUN_TRUST_PROXY: z.stringbool().default(false),
  JINGYUN_REQUESTS_PER_MINUTE: z.coerce.number().int().min(10).default(3_000),
  JINGYUN_MAX_UPLOAD_MB: z.coerce.number().int().min(1).max(10_240).default(512),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(16),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().default('Jingyun <no-reply@localhost>'),
});

export interface Config {
  /** Absolute path of the folder that holds everything Jingyun keeps: database, files, secrets, mail previews. */
  dataDir: string;
  role: Role;
  host: string;
  port: number;
  /** The address under which browsers reach this installation; used in e-mail links. */
  publicUrl: string;
  /** From JINGYUN_SECRET; without it a secret is made once and kept in the data folder. */
  secret: string | undefined;
  logLevel: string;
  trustProxy: boolean;
  /** Requests a minute for one credential, or one address without credentials. */
  requestsPerMinute: number;
  maxUploadBytes: number;
  /** Undefined: the embedded server. */
  databaseUrl: string | undefined;
  databasePool: number;
  smtpUrl: string | undefined;
  mailFrom: string;
}

/**
 * Reads the configuration from environment variables.
 * @throws ServiceError configuration_invalid, with each variable that is wrong and what it should be.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = environment.safeParse(withoutEmpty(env));
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => ({
      path: issue.path.join('.'),
      code: issue.code ?? 'invalid',
      message: issue.message,
    }));
    throw new ServiceError('configuration_invalid', { fields });
  }
  const e = parsed.data;
  return {
    dataDir: resolve(e.JINGYUN_DATA_DIR),
    role: e.JINGYUN_ROLE,
    host: e.HOST,
    port: e.PORT,
    publicUrl: (e.JINGYUN_PUBLIC_URL ?? `http://localhost:${e.PORT}`).replace(/\/$/, ''),
    secret: e.JINGYUN_SECRET,
    logLevel: e.JINGYUN_LOG_LEVEL,
    trustProxy: e.JINGYUN_TRUST_PROXY,
    requestsPerMinute: e.JINGYUN_REQUESTS_PER_MINUTE,
    maxUploadBytes: e.JINGYUN_MAX_UPLOAD_MB * 1024 * 1024,
    databaseUrl: e.DATABASE_URL,
    databasePool: e.DATABASE_POOL,
    smtpUrl: e.SMTP_URL,
    mailFrom: e.MAIL_FROM,
  };
}

/** `PORT=` in a shell or compose file means "not set", not "the empty string". */
function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}
