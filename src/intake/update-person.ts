import type { StaffMember } from '../domain/staff';
import { alterPerson, type Alteration, type By, type PersonChanged, type PersonProblem } from './change-person';
import { detailsProblem, tidyDetails, type PersonDetails } from './person-details';
import type { People } from './ports-people';

export interface PersonUpdate extends Partial<PersonDetails> {
  /** `active` brings somebody back; their old tokens stay what they are: revoked. */
  status?: 'active' | 'revoked';
}

const standing = ({ accounts }: Pick<StaffMember, 'accounts'>): StaffMember['status'] =>
  accounts.length > 0 ? 'active' : 'invited';

function altered(before: StaffMember, { status, ...details }: PersonUpdate, at: Date): Alteration {
  const { revokedAt, ...known } = before;
  const member: StaffMember = { ...known, ...details };
  const revoked = status === undefined ? before.status === 'revoked' : status === 'revoked';
  if (!revoked) {
    const after = { ...member, status: status === 'active' ? 'active' : standing(member) } as StaffMember;
    return { after, what: before.status === 'revoked' ? 'reinstated' : 'changed', details: { ...details } };
  }
  const after: StaffMember = { ...member, status: 'revoked', revokedAt: revokedAt ?? at };
  const what = before.status === 'revoked' ? 'changed' : 'revoked';
  return { after, what, details: { ...details }, revoke: 'all' };
}

/** Changes what is kept of a person. Whoever is revoked loses their tokens with the same write. Null: nobody of that id. */
export async function updatePerson(
  people: People,
  who: { client: string; id: string },
  update: PersonUpdate,
  by: By,
): Promise<PersonChanged | PersonProblem | null> {
  const tidy = tidyDetails(update);
  const problem = detailsProblem(tidy);
  return problem ?? (await alterPerson<PersonProblem>(people, who, by, (before) => altered(before, tidy, by.at)));
}
