import { createHash, randomBytes } from 'node:crypto';

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

export interface Identifiers {
  /** An id of Slack's shape: a letter for its kind, then ten more. */
  next(prefix: string): string;
  /** The id of a message: seconds and microseconds, never the same twice, never before an earlier one. */
  ts(at: Date): string;
}

/** Ids of one workspace; the same seed gives the same ids. */
export function createIdentifiers(seed: string): Identifiers {
  let count = 0;
  let last = 0n;
  return {
    next: (prefix) => {
      const digest = createHash('sha256')
        .update(`${seed}|${prefix}|${String(count++)}`)
        .digest();
      return prefix + [...digest.subarray(0, 10)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
    },
    ts: (at) => {
      const now = BigInt(at.getTime()) * 1000n;
      last = now > last ? now : last + 1n;
      return `${String(last / 1_000_000n)}.${String(last % 1_000_000n).padStart(6, '0')}`;
    },
  };
}

/** Something nobody can guess: tokens, trigger ids, addresses of answers. */
export const secretPart = (): string => randomBytes(12).toString('hex');
