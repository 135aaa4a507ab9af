/**
 * The closed list of things that go wrong on purpose. Outcomes a caller expects ("not found", "held by another") are
 * values, not errors; what is thrown carries a code, and the code alone decides the HTTP status and the customer's words.
 */
export const ERROR_STATUS = {
  BadRequest: 400,
  Unauthorized: 401,
  Forbidden: 403,
  /** STAFF_TOKEN may read and administer; what was asked for needs a person who answers for it. */
  person_required: 403,
  NotFound: 404,
  IllegalTransition: 409,
  Conflict: 409,
  /** Decided from what is not so any more; the answer holds what is. */
  stale: 409,
  TooLarge: 413,
  UnsupportedMedia: 415,
  TooManyRequests: 429,
  Internal: 500,
  Unavailable: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

export interface ErrorDetails {
  /** The request field at fault, as the caller spelled it. */
  field?: string;
  /** Which of several refusals of the same code it is. */
  why?: string;
  /** Seconds after which the same request may succeed. */
  retryAfter?: number;
  [name: string]: string | number | boolean | undefined;
}

/** An unexpected outcome with a code from the closed list; `message` is for operators and API callers, never for customers. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'AppError';
  }
}

/** A send that failed. `retryable` says whether the outbox tries again; `unknown` that the provider may have taken it. */
export class DeliveryError extends Error {
  readonly retryable: boolean;
  readonly unknown: boolean;
  /** Milliseconds the provider asked us to wait (Retry-After). */
  readonly retryAfter: number | undefined;
  /** It may leave once the customer has written again. */
  readonly held: boolean;
  constructor(
    readonly code: string,
    options: { retryable: boolean; unknown?: boolean; retryAfter?: number; held?: boolean; cause?: unknown },
  ) {
    super(code, { cause: options.cause });
    this.name = 'DeliveryError';
    this.retryable = options.retryable;
    this.unknown = options.unknown ?? false;
    this.retryAfter = options.retryAfter;
    this.held = options.held ?? false;
  }
}
