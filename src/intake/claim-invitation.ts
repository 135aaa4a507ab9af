import type { StaffAccount, StaffMember } from '../domain/staff';
import { alterPerson } from './change-person';
import type { People } from './ports-people';

/**
 * Maps an account to the person who was invited by its e-mail address. The address must come from the provider, never
 * from the user. Null when nobody is invited by it, or the account is somebody's already.
 */
export async function claimInvitation(
  people: People,
  client: string,
  account: StaffAccount,
  email: string,
  at: Date,
): Promise<StaffMember | null> {
  const invited = await people.byEmail(client, email.trim().toLowerCase());
  if (invited?.status !== 'invited') return null;
  const actor = { type: 'staff' as const, id: invited.id };
  const joined = await alterPerson<{ outcome: 'gone' }>(people, { client, id: invited.id }, { actor, at }, (before) =>
    before.status === 'invited'
      ? {
          after: { ...before, accounts: [...before.accounts, account], status: 'active' },
          what: 'joined',
          details: { account },
        }
      : { outcome: 'gone' },
  );
  return joined?.outcome === 'changed' ? joined.member : null;
}
