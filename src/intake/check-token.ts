import type { StaffMember } from '../domain/staff';
import { looksLikeToken } from '../domain/staff-token';
import { tokenHash } from './mint-token';
import type { People, StaffTokens } from './ports-people';

export type Checked =
  | { outcome: 'valid'; member: StaffMember; tokenId: string }
  | { outcome: 'unknown' }
  /** Told apart for the log only. */
  | { outcome: 'expired' | 'revoked'; tokenId: string };

/** How exact the time of the last use is: every call would be a write otherwise. */
const USE_MS = 60_000;

/** Whose token it is. Revoking a person or a token, in any process, holds for the very next call. */
export async function checkToken(
  ports: { people: People; tokens: StaffTokens },
  secret: string,
  at: Date,
): Promise<Checked> {
  if (!looksLikeToken(secret)) return { outcome: 'unknown' };
  const hash = tokenHash(secret);
  const token = await ports.tokens.byHash(hash);
  if (!token) return { outcome: 'unknown' };
  const { id: tokenId, client, staffId, expiresAt, revokedAt, lastUsedAt } = token;
  if (revokedAt) return { outcome: 'revoked', tokenId };
  if (expiresAt <= at) return { outcome: 'expired', tokenId };
  const member = await ports.people.find(client, staffId);
  if (!member || member.status === 'revoked') return { outcome: 'revoked', tokenId };
  if (!lastUsedAt || at.getTime() - lastUsedAt.getTime() >= USE_MS) await ports.tokens.used(hash, at);
  return { outcome: 'valid', member, tokenId };
}
