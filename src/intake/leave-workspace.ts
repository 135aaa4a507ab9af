import type { StaffAccount } from '../domain/staff';
import { alterPerson } from './change-person';
import type { People } from './ports-people';

/** An account left its workspace: everybody it was mapped to is revoked, tokens included. Safe to say again. */
export async function leaveWorkspace(people: People, account: StaffAccount, at: Date): Promise<void> {
  const actor = { type: 'system' as const, id: account.provider };
  for (const { client, id } of await people.byAccount(account)) {
    await alterPerson<{ outcome: 'gone' }>(people, { client, id }, { actor, at }, (before) =>
      before.status === 'revoked'
        ? { outcome: 'gone' }
        : {
            after: { ...before, status: 'revoked', revokedAt: at },
            what: 'revoked',
            details: { left: account },
            revoke: 'all',
          },
    );
  }
}
