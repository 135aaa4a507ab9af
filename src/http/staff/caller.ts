import type { FastifyRequest } from 'fastify';
import { may, serviceMay, type Deed } from '../../domain/permission';
import type { StaffMember } from '../../domain/staff';
import { AppError } from '../../errors';
import type { By } from '../../intake/change-person';

/** Who calls: the service's own token (STAFF_TOKEN), or one person. */
export type Caller = { kind: 'service' } | { kind: 'person'; member: StaffMember };

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller;
  }
  interface FastifyContextConfig {
    /** What the route lets its caller do; `body`: the handler decides once it has read what is asked for. */
    may?: Deed | 'body';
  }
}

const personRequired = (): AppError =>
  new AppError('person_required', 'this needs the token of a person; STAFF_TOKEN reads and administers');

/** Throws AppError `person_required` or `Forbidden` unless the caller may do it. */
export function permit({ caller }: FastifyRequest, deed: Deed): void {
  if (caller.kind === 'service') {
    if (!serviceMay(deed)) throw personRequired();
  } else if (!may(caller.member.roles, deed)) {
    throw new AppError('Forbidden', 'your roles do not allow this');
  }
}

/** The person who calls. Throws AppError `person_required` for the service's own token. */
export function personOf({ caller }: FastifyRequest): StaffMember {
  if (caller.kind === 'service') throw personRequired();
  return caller.member;
}

/** Who the log says it was. */
export const byOf = ({ caller }: FastifyRequest, at: Date): By => ({
  actor: { type: 'staff', id: caller.kind === 'person' ? caller.member.id : 'api' },
  at,
});

/** Names under which a caller might try to act as somebody else. */
const ACTORS = ['actor', 'by', 'staffId', 'approvedBy', 'decidedBy', 'agent', 'agentId', 'onBehalfOf'] as const;

/** Nobody says who they are but by their token. Throws AppError `person_required`, or for a person `BadRequest`. */
export function refuseNamedActor({ body, caller }: FastifyRequest): void {
  if (typeof body !== 'object' || body === null) return;
  const field = ACTORS.find((name) => Object.hasOwn(body, name));
  if (field === undefined) return;
  if (caller.kind === 'service') throw personRequired();
  throw new AppError('BadRequest', 'who acts is known by the token', { field });
}
