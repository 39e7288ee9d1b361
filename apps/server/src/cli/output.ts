import type { Locale } from '@jingyun/contracts';
import { ServiceError } from '../platform/errors/service-error.ts';
import { errorMessage, preferredLocale, say } from '../platform/i18n/server-words.ts';
import { PostgresStartError } from '../platform/postgres/index.ts';
import { exitCodes } from './exit-codes.ts';

/** The language of the terminal, from LC_ALL, LC_MESSAGES or LANG (`zh_TW.UTF-8`); English where it says C or nothing. */
export function terminalLocale(env: NodeJS.ProcessEnv = process.env): Locale {
  const tag =
    (env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '').split('.')[0]?.replace('_', '-') ?? '';
  return tag === '' || tag === 'C' || tag === 'POSIX' ? 'en' : preferredLocale(tag);
}

/** Words in the terminal's language. */
export function tell(words: { zh: string; en: string }): string {
  return say(words, terminalLocale());
}

/** The answer of a command: with --json one JSON object as the last line of standard output, else words. */
export function answer(json: boolean, result: Record<string, unknown>, words: string): void {
  process.stdout.write(`${json ? JSON.stringify(result) : words}\n`);
}

/** Says what went wrong and what to do; standard output stays a JSON line for scripts. @returns the exit code. */
export function failed(error: unknown, json: boolean): number {
  const { code, message, exitCode } = explain(error);
  if (json) process.stdout.write(`${JSON.stringify({ ok: false, code, message })}\n`);
  else process.stderr.write(`${message}\n`);
  return exitCode;
}

/** Code, words and exit code of an error. */
export function explain(error: unknown): { code: string; message: string; exitCode: number } {
  if (error instanceof PostgresStartError) {
    const lines = [errorMessage(error.code, terminalLocale()), error.message, error.detail];
    return { code: error.code, message: lines.filter(Boolean).join('\n'), exitCode: exitCodes.unavailable };
  }
  const known = error instanceof ServiceError ? error : unreachable(error);
  if (known !== null) {
    const message = [
      errorMessage(known.code, terminalLocale(), known.params),
      ...known.fields.map((field) => `  ${field.path}: ${field.message}`),
    ];
    return { code: known.code, message: message.join('\n'), exitCode: exitCodeOf(known) };
  }
  const chain: string[] = [];
  for (let e: unknown = error; e instanceof Error; e = e.cause) chain.push(e.message);
  return { code: 'failed', message: chain.join('\n  ') || String(error), exitCode: exitCodes.failed };
}

function exitCodeOf({ code, status }: ServiceError): number {
  if (code === 'configuration_invalid') return exitCodes.usage;
  return status >= 500 ? exitCodes.unavailable : exitCodes.refused;
}

/** What the driver says where nobody answers, or answers with "not you" (28…) or "no such database" (3D000). */
const unreachableCodes =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|CONNECT_TIMEOUT|CONNECTION_\w+|28\w{3}|3D000)$/;

function unreachable(error: unknown): ServiceError | null {
  const url = process.env['DATABASE_URL'] ?? '';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!URL.canParse(url) || !unreachableCodes.test(code)) return null;
  return new ServiceError('database_unreachable', { params: { host: new URL(url).host }, cause: error });
}
