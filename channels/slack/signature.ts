import { createHmac, timingSafeEqual } from 'node:crypto';

/** https://docs.slack.dev/authentication/verifying-requests-from-slack: what is older may be a replay. */
const WINDOW_S = 300;

export interface Signed {
  /** `X-Slack-Signature`. */
  signature: string;
  /** `X-Slack-Request-Timestamp`, in seconds. */
  timestamp: string;
  /** As it came over the wire. */
  body: Buffer;
}

/** Why a request was refused; for the operator's log. */
export type SignatureProblem = 'no-signature' | 'unknown-version' | 'stale' | 'wrong-signature';

const isStale = (timestamp: string, now: Date): boolean =>
  !/^\d{1,12}$/.test(timestamp) || Math.abs(now.getTime() / 1000 - Number(timestamp)) > WINDOW_S;

/**
 * Checks that Slack signed these very bytes, less than five minutes ago (or ahead, by a clock that goes wrong). Null: it
 * did. Equal in time, whatever is wrong with the signature.
 */
export function signatureProblem(
  secret: string,
  { signature, timestamp, body }: Signed,
  now: Date,
): SignatureProblem | null {
  if (!signature || !timestamp) return 'no-signature';
  const [version, given = ''] = signature.split('=');
  if (version !== 'v0') return 'unknown-version';
  if (isStale(timestamp, now)) return 'stale';
  const expected = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest();
  const claimed = Buffer.from(/^[\da-f]{64}$/.test(given) ? given : '', 'hex');
  return claimed.length === expected.length && timingSafeEqual(claimed, expected) ? null : 'wrong-signature';
}
