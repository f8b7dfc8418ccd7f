import { HttpException } from '@nestjs/common';
import { AppError, type ErrorCode, type FieldProblem } from '#contracts';

/** RFC 9457 problem details, with the suite's own code and the request to look for in the logs. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: ErrorCode;
  requestId: string;
  fields?: FieldProblem[];
  [detail: string]: unknown;
}

export const PROBLEM_TYPE = 'application/problem+json';

/** The one place that knows which HTTP status an error code has. */
export const STATUS: Record<ErrorCode, number> = {
  INVALID_ARGUMENT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  INVALID_STATE: 409,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  UPSTREAM_FAILED: 502,
  UNAVAILABLE: 503,
  TIMEOUT: 504,
};

const TITLE: Record<ErrorCode, string> = {
  INVALID_ARGUMENT: 'The request is not valid',
  UNAUTHENTICATED: 'Not signed in',
  FORBIDDEN: 'Not allowed',
  NOT_FOUND: 'Not found',
  CONFLICT: 'In conflict with what exists',
  INVALID_STATE: 'Not possible in the present state',
  RATE_LIMITED: 'Too many requests',
  INTERNAL: 'Something went wrong on our side',
  UPSTREAM_FAILED: 'A partner system failed',
  UNAVAILABLE: 'Not available at the moment',
  TIMEOUT: 'No answer in time',
};

const CODE_OF_STATUS: Partial<Record<number, ErrorCode>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  429: 'RATE_LIMITED',
  503: 'UNAVAILABLE',
};

const UNFORESEEN: Failure = { status: 500, code: 'INTERNAL', detail: 'Something went wrong on our side.' };

interface Failure {
  status: number;
  code: ErrorCode;
  detail: string;
  details?: AppError['details'];
}

/** True for what nobody foresaw: its cause belongs in the log and nowhere else. */
export const isUnforeseen = (error: unknown): boolean => failureOf(error) === UNFORESEEN;

export function problemOf(error: unknown, instance: string, requestId: string): Problem {
  const { status, code, detail, details } = failureOf(error);
  const { fields, ...others } = details ?? {};
  return {
    ...others,
    type: `urn:qifu-desk:problem:${code.toLowerCase().replaceAll('_', '-')}`,
    title: TITLE[code],
    status,
    detail,
    instance,
    code,
    requestId,
    ...(fields ? { fields } : {}),
  };
}

function failureOf(error: unknown): Failure {
  if (error instanceof AppError) {
    const { code, message: detail, details } = error;
    return { status: STATUS[code], code, detail, ...(details ? { details } : {}) };
  }
  if (!(error instanceof Error)) return UNFORESEEN;
  const status = error instanceof HttpException ? error.getStatus() : clientErrorStatus(error);
  if (!status) return UNFORESEEN;
  const code = CODE_OF_STATUS[status] ?? (status < 500 ? 'INVALID_ARGUMENT' : 'INTERNAL');
  return { status, code, detail: error.message };
}

/** Express's own middleware (body too large, malformed JSON) tells the status on the error. */
function clientErrorStatus(error: Error): number | undefined {
  const status: unknown = 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
