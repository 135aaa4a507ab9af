import type { StaffMember } from '../domain/staff';
import { alterPerson } from './change-person';
import type { People } from './ports-people';

/** Notes that somebody left the desk for a while, or came back. Null: nobody of that id, or revoked. */
export async function setPresence(
  people: People,
  who: { client: string; id: string },
  away: boolean,
  at: Date,
): Promise<StaffMember | null> {
  const actor = { type: 'staff' as const, id: who.id };
  const set = await alterPerson<{ outcome: 'same'; member: StaffMember } | { outcome: 'gone' }>(
    people,
    who,
    { actor, at },
    (before) => {
      if (before.status === 'revoked') return { outcome: 'gone' };
      const { awaySince, ...kept } = before;
      if ((awaySince !== undefined) === away) return { outcome: 'same', member: before };
      const after = away ? { ...kept, awaySince: at } : kept;
      return { after, what: away ? 'went_away' : 'came_back', details: {} };
    },
  );
  return set && 'member' in set ? set.member : null;
}
