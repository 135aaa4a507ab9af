import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../errors';
import { checkToken, type Checked } from '../../intake/check-token';
import type { People, StaffTokens } from '../../intake/ports-people';
import type { Caller } from './caller';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Wrong tokens from one address within a minute before it is told to wait. House rule. */
const MOST_FAILURES = 20;
const WINDOW_MS = 60_000;
/** Addresses remembered; the oldest goes first. */
const REMEMBERED = 10_000;

interface Failures {
  count: number;
  until: number;
}

/** Counts wrong tokens by address and says what each of them is answered. */
function failureCounter(clock: () => Date): (address: string) => AppError {
  const failures = new Map<string, Failures>();
  return (address) => {
    const now = clock().getTime();
    const known = failures.get(address);
    const current = known && known.until > now ? known : { count: 0, until: now + WINDOW_MS };
    current.count += 1;
    failures.delete(address);
    failures.set(address, current);
    if (failures.size > REMEMBERED) failures.delete(failures.keys().next().value as string);
    if (current.count <= MOST_FAILURES) return new AppError('Unauthorized', 'a valid staff token is needed');
    const retryAfter = Math.ceil((current.until - now) / 1000);
    return new AppError('TooManyRequests', 'too many wrong tokens from this address', { retryAfter });
  };
}

export interface TokenParts {
  /** STAFF_TOKEN. */
  token: string;
  client: string;
  people: People;
  tokens: StaffTokens;
  clock: () => Date;
}

/** Told of tokens that were right once: only the log learns that. */
export type Faded = (token: { id: string; why: 'expired' | 'revoked' }) => void;

/**
 * Finds out who calls by the bearer token of a request. STAFF_TOKEN is compared in a time that tells nothing about it; of a
 * person's token only the hash is looked up. Rejects with AppError `Unauthorized`, after too many wrong ones from an
 * address `TooManyRequests`. A right token always passes: behind a proxy all callers share an address, and a stranger
 * must not be able to lock the staff out.
 */
export function createTokenCheck({ token, client, people, tokens, clock }: TokenParts) {
  const expected = digest(token);
  const fail = failureCounter(clock);

  async function person(given: string, faded: Faded): Promise<Caller | null> {
    const checked: Checked = await checkToken({ people, tokens }, given, clock());
    if (checked.outcome === 'valid') {
      return checked.member.client === client ? { kind: 'person', member: checked.member } : null;
    }
    if (checked.outcome !== 'unknown') faded({ id: checked.tokenId, why: checked.outcome });
    return null;
  }

  return async (header: string | undefined, address: string, faded: Faded): Promise<Caller> => {
    const given = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
    if (given === undefined) throw fail(address);
    if (timingSafeEqual(digest(given), expected)) return { kind: 'service' };
    const caller = await person(given, faded);
    if (!caller) throw fail(address);
    return caller;
  };
}
