import { alterPerson, type By } from './change-person';
import type { People, StaffTokens } from './ports-people';

/** Ends a token at once; one that is over already stays as it is. False: the person has no such token. */
export async function revokeToken(
  ports: { people: People; tokens: StaffTokens },
  { client, staffId, id }: { client: string; staffId: string; id: string },
  by: By,
): Promise<boolean> {
  const token = (await ports.tokens.of(client, staffId)).find((one) => one.id === id);
  if (!token) return false;
  if (token.revokedAt) return true;
  await alterPerson(ports.people, { client, id: staffId }, by, (before) => ({
    after: before,
    what: 'token_revoked',
    details: { token: id },
    revoke: { id },
  }));
  return true;
}
