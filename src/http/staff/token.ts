import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../errors';

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

/**
 * Checks the bearer token of a request, in a time that tells nothing about it. Throws AppError `Unauthorized`, after too
 * many wrong ones from an address `TooManyRequests`. The right token always passes: behind a proxy all callers share an
 * address, and a stranger must not be able to lock the staff out.
 */
export function createTokenCheck(
  token: string,
  clock: () => Date,
): (header: string | undefined, address: string) => void {
  const expected = digest(token);
  const failures = new Map<string, Failures>();

  function fail(address: string): never {
    const now = clock().getTime();
    const known = failures.get(address);
    const current = known && known.until > now ? known : { count: 0, until: now + WINDOW_MS };
    current.count += 1;
    failures.delete(address);
    failures.set(address, current);
    if (failures.size > REMEMBERED) failures.delete(failures.keys().next().value as string);
    if (current.count <= MOST_FAILURES) throw new AppError('Unauthorized', 'a valid staff token is needed');
    const retryAfter = Math.ceil((current.until - now) / 1000);
    throw new AppError('TooManyRequests', 'too many wrong tokens from this address', { retryAfter });
  }

  return (header, address) => {
    const given = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
    if (given === undefined || !timingSafeEqual(digest(given), expected)) fail(address);
  };
}
