import type { Json } from './shapes';

/** What goes wrong with calls that fit; the first one that fits counts. */
export interface Trouble {
  /** Absent: every method. */
  method?: string;
  /** Absent: every channel. */
  channel?: string;
  /** How often; once where it is not said, `Infinity` until it is taken away. */
  times?: number;
  how:
    | { kind: 'ratelimited'; retryAfter: number }
    /** An HTTP status; `taken`: after the call was carried out. */
    | { kind: 'status'; status: number; taken?: boolean }
    /** The connection breaks off. */
    | { kind: 'reset'; taken?: boolean }
    /** Carried out at once, answered so many milliseconds later. */
    | { kind: 'late'; ms: number }
    | { kind: 'error'; error: string };
}

const fits = ({ method, channel }: Trouble, call: { method: string; arguments: Json }): boolean =>
  (method === undefined || method === call.method) &&
  (channel === undefined || channel === (call.arguments.channel ?? call.arguments.channel_id));

/** Takes the trouble that a call runs into, if any, off the list when it has happened often enough. */
export function troubleFor(troubles: Trouble[], call: { method: string; arguments: Json }): Trouble['how'] | null {
  const found = troubles.find((one) => fits(one, call));
  if (!found) return null;
  const left = (found.times ?? 1) - 1;
  if (left > 0) found.times = left;
  else troubles.splice(troubles.indexOf(found), 1);
  return found.how;
}

export interface Rate {
  /** Posts a second and channel, as Slack allows one (https://docs.slack.dev/apis/web-api/rate-limits). */
  perSecond: number;
  /** Posts at once before that counts. */
  burst: number;
}

/** Seconds a post has to wait, by channel; 0: it may go. */
export function createRateLimit(rate: () => Rate | null, clock: () => Date): (channel: string) => number {
  const full = new Map<string, { tokens: number; at: number }>();
  return (channel) => {
    const allowed = rate();
    if (!allowed) return 0;
    const now = clock().getTime();
    const known = full.get(channel) ?? { tokens: allowed.burst, at: now };
    const tokens = Math.min(allowed.burst, known.tokens + ((now - known.at) / 1000) * allowed.perSecond);
    full.set(channel, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    return tokens >= 1 ? 0 : Math.max(1, Math.ceil((1 - tokens) / allowed.perSecond));
  };
}
