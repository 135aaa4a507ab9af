import { LONGEST_WAIT_MS, NOT_CONNECTED } from '../../src/channel-calls';
import { DeliveryError } from '../../src/errors';

/** https://www.twilio.com/docs/api/errors: too fast, queue full, service away; each may be tried again later. */
const RETRYABLE = new Set(['20429', '20503', '30001', '30022', '63017', '63018']);
const MINUTE_MS = 60_000;
/** What Twilio gives up after it has taken a message, and may take again: the same waits as for a send that was refused. */
const LATER = [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS];
/** A phone that is off (30003) may be on again: twice within two hours, then it is final. */
const UNREACHABLE = '30003';
const UNREACHABLE_LATER = [30 * MINUTE_MS, 90 * MINUTE_MS];

/** WhatsApp did not take the form of a message (63005, 63021): as plain words it may. */
const CONTENT_REFUSED = new Set(['63005', '63021']);
export const isContentRefused = (code: string | undefined): boolean => code !== undefined && CONTENT_REFUSED.has(code);
const SOON = [1_000];

/** Milliseconds before each further try of a message that a callback says has failed; undefined where that is final. */
export function furtherTries(code: string): number[] | undefined {
  if (code === UNREACHABLE) return UNREACHABLE_LATER;
  if (isContentRefused(code)) return SOON;
  return RETRYABLE.has(code) ? LATER : undefined;
}

/** The credentials were refused: the operator can mend that while the outbox waits. */
export const UNAUTHORIZED = 'http_401';
/** The recipient has opted out. */
export const OPTED_OUT = '21610';

export interface Refused {
  statusCode: number;
  body: unknown;
  headers?: unknown;
}

function inside(body: unknown, name: string): unknown {
  const parsed: unknown = typeof body === 'string' ? safely(body) : body;
  return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>)[name] : undefined;
}

function safely(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function codeOf({ statusCode, body }: Refused): string {
  if (statusCode === 401) return UNAUTHORIZED;
  const code = inside(body, 'code');
  return typeof code === 'number' || (typeof code === 'string' && /^\d{1,6}$/.test(code))
    ? String(code)
    : `http_${statusCode}`;
}

function retryAfter({ headers }: Refused): { retryAfter?: number } {
  const seconds = Number(inside(headers, 'retry-after'));
  return seconds > 0 ? { retryAfter: Math.min(seconds * 1000, LONGEST_WAIT_MS) } : {};
}

/** An answer of 400 or more as what the outbox does about it; unknown codes are final. A 5xx may have been taken. */
export function refused(answer: Refused): DeliveryError {
  const { statusCode } = answer;
  const code = codeOf(answer);
  if (statusCode >= 500) return new DeliveryError(code, { retryable: true, unknown: true, ...retryAfter(answer) });
  const retryable = statusCode === 429 || code === UNAUTHORIZED || RETRYABLE.has(code);
  return new DeliveryError(code, { retryable, ...(retryable ? retryAfter(answer) : {}) });
}

/** A call that got no answer. What the library throws holds the request with its credentials, so it is not kept. */
export function unanswered(error: unknown): DeliveryError {
  const { code } = error as { code?: unknown };
  const name = typeof code === 'string' ? code : 'no_answer';
  return new DeliveryError(name.toLowerCase(), { retryable: true, unknown: !NOT_CONNECTED.has(name) });
}
