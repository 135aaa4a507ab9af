import { createHash } from 'node:crypto';
import { spellToken, tokenEnd, type StaffToken } from '../domain/staff-token';
import { alterPerson, type Alteration, type By, type PersonProblem } from './change-person';
import type { AnnounceToDesk, People } from './ports-people';

/** What of a token is kept. */
export const tokenHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export interface MintRequest {
  client: string;
  staffId: string;
  /** The new token's id, and 32 random bytes it is made of. */
  id: string;
  random: Uint8Array;
  days?: number;
  /** Instead of days. */
  expiresAt?: Date;
  /** The person who mints it; absent for the service's own token. */
  minter?: string;
}

export type Minted =
  /** The only time the secret is seen. */
  { outcome: 'minted'; secret: string; token: StaffToken } | { outcome: 'revoked' } | PersonProblem;

/**
 * Makes an API token for a person. Whoever can do that could act in that person's name, so it is written down, and when
 * the person holds a role, the desk is told. Null: nobody of that id.
 */
export async function mintToken(
  ports: { people: People; announceToDesk: AnnounceToDesk },
  request: MintRequest,
  by: By,
): Promise<Minted | null> {
  const { client, staffId, id, random, days, minter, expiresAt = tokenEnd(by.at, days) } = request;
  const secret = spellToken(random);
  const token: StaffToken = { id, client, staffId, createdAt: by.at, expiresAt };
  const minted = await alterPerson<{ outcome: 'revoked' }>(
    ports.people,
    { client, id: staffId },
    by,
    (before): Alteration | { outcome: 'revoked' } => {
      if (before.status === 'revoked') return { outcome: 'revoked' };
      const details = { token: id, expiresAt: expiresAt.toISOString() };
      const { name, roles } = before;
      const notice = { staffId, name, roles, by: minter ?? null, at: by.at, expiresAt };
      return {
        after: before,
        what: 'token_minted',
        details,
        mint: { token, hash: tokenHash(secret) },
        ...(roles.length > 0 ? { tell: { kind: 'token_minted', ...notice } } : {}),
      };
    },
  );
  if (minted?.outcome !== 'changed') return minted;
  ports.announceToDesk();
  return { outcome: 'minted', secret, token };
}
