import type { StaffMember } from '../domain/staff';
import { AppError } from '../errors';
import { takenBy, type By, type PersonChanged, type PersonProblem } from './change-person';
import { detailsProblem, tidyDetails, type PersonDetails } from './person-details';
import type { People } from './ports-people';

/** Adds a person to a client. Without an account they are invited by their e-mail address until one is mapped to it. */
export async function addPerson(
  people: People,
  request: { id: string; client: string; details: PersonDetails },
  { actor, at }: By,
): Promise<PersonChanged | PersonProblem> {
  const { id, client } = request;
  const details = tidyDetails(request.details);
  const problem = detailsProblem(details);
  if (problem) return problem;
  const member: StaffMember = {
    id,
    client,
    version: 1,
    ...details,
    status: details.accounts.length > 0 ? 'active' : 'invited',
    createdAt: at,
    updatedAt: at,
  };
  const what = member.status === 'active' ? 'added' : 'invited';
  const event = { client, staffId: id, seq: 1, at, by: actor, what, details: { ...details } } as const;
  const taken = await takenBy(people, member);
  if (taken) return taken;
  if (await people.commit({ expects: null, after: member, event })) return { outcome: 'changed', member };
  const meanwhile = await takenBy(people, member);
  if (meanwhile) return meanwhile;
  throw new AppError('Conflict', 'somebody is being added at this moment; try again');
}
