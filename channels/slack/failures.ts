import { LONGEST_WAIT_MS, NOT_CONNECTED } from '../../src/channel-calls';
import { DeliveryError } from '../../src/errors';

/**
 * Slack's words for what may pass (https://docs.slack.dev/reference/methods/chat.postMessage#errors): too fast, or Slack
 * itself is away; and tokens that the operator or a renewal can mend while the outbox waits.
 */
const RETRYABLE = new Set([
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
  'service_unavailable',
  'team_added_to_org',
  'token_expired',
  'invalid_auth',
  'not_authed',
  'missing_scope',
]);
/** Something of the call may have been carried out. */
const UNKNOWN = new Set(['fatal_error', 'internal_error', 'request_timeout']);

type Fields = Record<string, unknown>;
const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});

/** What Slack said when it answered with `ok: false`. Anything but one of its words is not repeated: it may be a page. */
function refused(error: unknown): DeliveryError {
  const code = typeof error === 'string' && /^[a-z\d_]{1,64}$/.test(error) ? error : 'bad_answer';
  const unknown = UNKNOWN.has(code) || code === 'bad_answer';
  return new DeliveryError(code, { retryable: unknown || RETRYABLE.has(code), unknown });
}

/** An HTTP status other than 200. A 5xx may have been taken. */
export function refusedWith(status: number): DeliveryError {
  if (status === 429) return new DeliveryError('ratelimited', { retryable: true });
  return new DeliveryError(`http_${status}`, { retryable: status >= 500, unknown: status >= 500 });
}

/** The name Node gave the broken connection, wherever in the chain of causes it stands. */
function connectionCode(error: unknown, depth = 0): string | undefined {
  const { code, cause, original } = fieldsOf(error);
  if (depth > 4) return undefined;
  const inner = connectionCode(cause ?? original, depth + 1);
  if (cause === undefined && original === undefined) return typeof code === 'string' ? code : undefined;
  return inner ?? (typeof code === 'string' ? code : undefined);
}

/** A call that got no answer. */
export function unanswered(error: unknown): DeliveryError {
  const code = connectionCode(error);
  const name = code && /^[A-Z_]{3,40}$/.test(code) ? code : 'no_answer';
  return new DeliveryError(name.toLowerCase(), { retryable: true, unknown: !NOT_CONNECTED.has(name) });
}

/**
 * A failure of the library's as what the outbox does about it. What the library throws may hold the request, its token and
 * its words, so it is not kept.
 */
export function asDeliveryError(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const { code, retryAfter, statusCode, data, original } = fieldsOf(error);
  if (original instanceof DeliveryError) return original;
  switch (code) {
    case 'slack_webapi_rate_limited_error':
      return new DeliveryError('ratelimited', {
        retryable: true,
        retryAfter: Math.min((Number(retryAfter) || 1) * 1000, LONGEST_WAIT_MS),
      });
    case 'slack_webapi_platform_error':
      return refused(fieldsOf(data).error);
    case 'slack_webapi_http_error':
      return refusedWith(Number(statusCode));
    default:
      return unanswered(error);
  }
}
