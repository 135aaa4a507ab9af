import type { DeskAction } from './desk-order';
import type { StaffMember } from './staff';

type Standing = Pick<StaffMember, 'roles' | 'status' | 'awaySince'>;

/** May have conversations: an agent or a lead who is not revoked. */
export const attends = ({ roles, status }: Standing): boolean =>
  status !== 'revoked' && (roles.includes('agent') || roles.includes('lead'));

/** May be handed one now. */
export const isFree = (person: Standing): boolean => attends(person) && person.awaySince === undefined;

/** Whoever works for the client at all may write to colleagues and look; everything else takes the role. */
export function mayDo(person: Standing, kind: DeskAction['kind']): boolean {
  return kind === 'note' || kind === 'open' ? person.status !== 'revoked' : attends(person);
}
