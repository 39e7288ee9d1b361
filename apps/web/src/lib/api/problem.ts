/** One refused field of a request, as the server says it in the reader's language. */
export interface FieldProblem {
  path: string;
  code: string;
  message: string;
}

/** RFC 9457 problem details as the server sends them. */
export interface Problem {
  status: number;
  code: string;
  title: string;
  detail: string;
  requestId?: string | undefined;
  fields?: FieldProblem[] | undefined;
  /** The version there is now, with `version_conflict`. */
  current?: number | undefined;
}

/** A request that was refused or did not arrive. `code` is of the server's error table, or `network`. */
export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ApiError';
    this.problem = problem;
  }
  get code(): string {
    return this.problem.code;
  }
  get status(): number {
    return this.problem.status;
  }
}

/** Whatever a failed request left behind, as an ApiError. */
export function toApiError(cause: unknown, status = 0): ApiError {
  if (cause instanceof ApiError) return cause;
  if (isProblem(cause)) return new ApiError(cause);
  if (status === 0) return new ApiError({ status: 0, code: 'network', title: 'network', detail: 'network' });
  return new ApiError({ status, code: 'internal', title: String(status), detail: String(status) });
}

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' && value !== null && 'code' in value && 'detail' in value && 'status' in value
  );
}
