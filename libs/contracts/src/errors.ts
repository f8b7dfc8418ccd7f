/** Every way a request can fail, in one list. The gateway alone knows their HTTP statuses. */
export const ERROR_CODES = [
  'INVALID_ARGUMENT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'INVALID_STATE',
  'RATE_LIMITED',
  'UPSTREAM_FAILED',
  'UNAVAILABLE',
  'TIMEOUT',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** One field that was wrong: `field` is a path such as `card.matterCode`. */
export interface FieldProblem {
  field: string;
  problem: string;
}

/** What a caller may know about a failure. */
export interface ErrorDetails {
  fields?: FieldProblem[];
  [key: string]: unknown;
}

/** An expected failure. It crosses NATS whole; anything else leaves a service as INTERNAL. */
export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details?: ErrorDetails,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const isErrorCode = (value: unknown): value is ErrorCode => ERROR_CODES.some((code) => code === value);
