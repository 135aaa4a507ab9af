import { AppError, ERROR_STATUS, type ErrorCode } from '../errors';

/** An error as a caller sees it. */
export interface Problem {
  status: number;
  code: ErrorCode;
  message: string;
  field?: string;
  /** Which of several refusals of the same code it is. */
  why?: string;
  /** Seconds. */
  retryAfter?: number;
}

/** The framework's own refusals in our words: theirs may quote what was sent. */
const WORDS: Record<number, [ErrorCode, string]> = {
  400: ['BadRequest', 'the request cannot be read'],
  401: ['Unauthorized', 'a valid token is needed'],
  403: ['Forbidden', 'not allowed'],
  404: ['NotFound', 'there is nothing here'],
  408: ['BadRequest', 'the request took too long to arrive'],
  413: ['TooLarge', 'the request is too large'],
  414: ['BadRequest', 'the address is too long'],
  415: ['UnsupportedMedia', 'this content type is not understood here'],
  429: ['TooManyRequests', 'too many requests'],
  431: ['BadRequest', 'the headers are too large'],
};
const UNREADABLE: [ErrorCode, string] = ['BadRequest', 'the request cannot be read'];

/** What a connection that broke off while its body was read is called by Node. */
const GONE = new Set(['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED']);

/** What we read of an error that is not ours. */
interface Foreign {
  statusCode?: number;
  code?: string;
  validation?: { instancePath?: string; message?: string }[];
  validationContext?: string;
}

/** The field at fault, as the caller spelled it: `event`, `items.0.sku`; the part of the request when it is all of it. */
function fieldOf({ validation, validationContext }: Foreign): string {
  const path = validation?.[0]?.instancePath?.split('/').filter(Boolean).join('.');
  return path || (validationContext ?? 'body');
}

function ofStatus(status: number, code: string | undefined): Problem {
  const [name, message] = WORDS[status] ?? UNREADABLE;
  return { status, code: name, message, ...(code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? { field: 'body' } : {}) };
}

function ofApp({ code, message, details }: AppError): Problem {
  if (code === 'Internal') return INTERNAL;
  const { field, why, retryAfter } = details;
  return {
    status: ERROR_STATUS[code],
    code,
    message,
    ...(field === undefined ? {} : { field }),
    ...(why === undefined ? {} : { why }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
}

const INTERNAL: Problem = { status: 500, code: 'Internal', message: 'something went wrong on our side' };

function ofForeign(foreign: Foreign): Problem {
  const { validation, statusCode = 500, code } = foreign;
  if (Array.isArray(validation)) {
    return { status: 400, code: 'BadRequest', message: validation[0]?.message ?? 'not valid', field: fieldOf(foreign) };
  }
  if (statusCode >= 400 && statusCode < 500) return ofStatus(statusCode, code);
  return code !== undefined && GONE.has(code) ? ofStatus(400, code) : INTERNAL;
}

/** Sorts whatever was thrown: an AppError by its code, a refusal of the framework by its status, all else is `Internal`. */
export function problemOf(error: unknown): Problem {
  if (error instanceof AppError) return ofApp(error);
  return typeof error === 'object' && error !== null ? ofForeign(error) : INTERNAL;
}

/** The body of every error answer of the service. */
export function problemBody({ code, message, field, why }: Problem): { error: Record<string, string> } {
  return { error: { code, message, ...(field === undefined ? {} : { field }), ...(why === undefined ? {} : { why }) } };
}
