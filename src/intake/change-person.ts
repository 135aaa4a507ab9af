import type { Actor } from '../domain/log-entry';
import type { StaffMember } from '../domain/staff';
import type { StaffEvent } from '../domain/staff-event';
import { AppError } from '../errors';
import type { People, PersonCommit } from './ports-people';
import { beforeTry, TRIES } from './try-again';

/** Who changes a person's record, and when. */
export interface By {
  actor: Actor;
  at: Date;
}

/** What becomes of a record: everything but what the change itself numbers and dates. */
export interface Alteration extends Pick<PersonCommit, 'mint' | 'revoke' | 'tell'> {
  after: StaffMember;
  what: StaffEvent['what'];
  details: Record<string, unknown>;
}

export type PersonProblem = { outcome: 'invalid' | 'taken'; field: string; message: string };
export type PersonChanged = { outcome: 'changed'; member: StaffMember };

/** Whoever else has the e-mail or an account that a record is to have; null when nobody. */
export async function takenBy(people: People, after: StaffMember): Promise<PersonProblem | null> {
  const sameEmail = await people.byEmail(after.client, after.email);
  if (sameEmail && sameEmail.id !== after.id) {
    return { outcome: 'taken', field: 'email', message: 'somebody has this e-mail address' };
  }
  for (const account of after.accounts) {
    const same = await people.byAccount(account);
    if (same.some(({ client, id }) => client === after.client && id !== after.id)) {
      return { outcome: 'taken', field: 'slack', message: 'somebody has this account' };
    }
  }
  return null;
}

/**
 * Changes a person's record with one event that says who did what. `alter` sees the record as it is now and may refuse.
 * Null: nobody of that id. Throws AppError `Conflict` when the record keeps changing meanwhile.
 */
export async function alterPerson<R extends { outcome: string }>(
  people: People,
  { client, id }: { client: string; id: string },
  { actor, at }: By,
  alter: (before: StaffMember) => Alteration | R,
): Promise<PersonChanged | PersonProblem | R | null> {
  for (let tried = 0; tried < TRIES; tried++) {
    await beforeTry(tried);
    const before = await people.find(client, id);
    if (!before) return null;
    const altered = alter(before);
    if (!('after' in altered)) return altered;
    const { what, details, ...rest } = altered;
    const after = { ...altered.after, version: before.version + 1, updatedAt: at };
    const taken = await takenBy(people, after);
    if (taken) return taken;
    const event = { client, staffId: id, seq: after.version, at, by: actor, what, details };
    if (await people.commit({ ...rest, expects: before.version, after, event }))
      return { outcome: 'changed', member: after };
  }
  throw new AppError('Conflict', 'this person is being changed by somebody else; read it again');
}
