/** A credential of one person for the staff API. The secret itself is nowhere kept, only its hash. */
export interface StaffToken {
  id: string;
  client: string;
  staffId: string;
  createdAt: Date;
  expiresAt: Date;
  revokedAt?: Date;
  /** To the minute. */
  lastUsedAt?: Date;
}

const DAY = 86_400_000;
export const DEFAULT_TOKEN_DAYS = 90;
export const MOST_TOKEN_DAYS = 365;

/** When a token minted now ends. */
export const tokenEnd = (at: Date, days = DEFAULT_TOKEN_DAYS): Date => new Date(at.getTime() + days * DAY);

/** Whether a token may end then. */
export const mayEndAt = (end: Date, at: Date): boolean => end > at && end <= tokenEnd(at, MOST_TOKEN_DAYS);

/** Marks our tokens for those who search files for secrets. */
const MARK = 'rds_';
const SHAPE = /^rds_[A-Za-z0-9_-]{43}$/;

/** A token from 32 random bytes. */
export const spellToken = (random: Uint8Array): string => MARK + Buffer.from(random).toString('base64url');

/** Whether it can be one of ours at all: nobody looks up what cannot. */
export const looksLikeToken = (text: string): boolean => SHAPE.test(text);
