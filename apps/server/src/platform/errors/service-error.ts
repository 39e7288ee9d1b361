import { type ErrorCode, errorRow } from '@jingyun/contracts';

/** One field that is not acceptable: where, and the reason's code (`too_small`, `invalid_format` …). */
export interface FieldProblem {
  path: string;
  code: string;
  message: string;
}

export interface ErrorDetails {
  /** Values for the `{places}` of the message. */
  params?: Record<string, string | number>;
  fields?: FieldProblem[];
  /** Further members of the problem document, e.g. the current version of a record. */
  extra?: Record<string, unknown>;
  cause?: unknown;
}

/** An error with a code of the one error table: the only kind that a use case throws on purpose. */
export class ServiceError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly params: Record<string, string | number>;
  readonly fields: FieldProblem[];
  readonly extra: Record<string, unknown>;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(`${code}: ${fill(errorRow(code).message.en, details.params ?? {})}`, { cause: details.cause });
    this.name = 'ServiceError';
    this.code = code;
    this.status = errorRow(code).status;
    this.params = details.params ?? {};
    this.fields = details.fields ?? [];
    this.extra = details.extra ?? {};
  }
}

/** Fills `{name}` places; an unknown place stays as it is, so that a missing value is seen. */
export function fill(message: string, params: Record<string, string | number>): string {
  return message.replace(/\{(\w+)\}/g, (place, name: string) => String(params[name] ?? place));
}

/** The error for one field of the input. */
export function fieldError(path: string, code: string, message: string): ServiceError {
  return new ServiceError('invalid_input', { fields: [{ path, code, message }] });
}
