import { addBusinessMinutes } from '../domain/business-hours';
import type { Handoff } from '../domain/handoff';
import { isOwned } from '../domain/handoff-moves';
import type { HandoffResolution } from '../domain/handoff-resolution';
import type { StaffRef } from '../domain/staff';
import { promised, type DeskSettings } from './settings';

const leaseEnd = (at: Date, { ownerSilentMinutes, calendar }: DeskSettings): Date =>
  addBusinessMinutes(at, ownerSilentMinutes, calendar);

/** Milliseconds it was owned until now, the present owner's included. */
const handledUntil = ({ handledMs, owner }: Handoff, at: Date): number =>
  handledMs + (owner ? Math.max(0, at.getTime() - owner.since.getTime()) : 0);

const withParticipant = (participants: string[], staffId: string): string[] =>
  participants.includes(staffId) ? participants : [...participants, staffId];

/** The handoff in the hands of somebody, with a new lease. Whoever has it already keeps their time of claiming. */
export function ownedBy(handoff: Handoff, { staffId, name }: StaffRef, at: Date, settings: DeskSettings): Handoff {
  const { parkedUntil: _parked, owner, ...kept } = handoff;
  const same = owner?.staffId === staffId;
  return {
    ...kept,
    status: 'claimed',
    owner: { staffId, name, since: same ? owner.since : at, until: leaseEnd(at, settings) },
    participants: withParticipant(handoff.participants, staffId),
    handledMs: same ? handoff.handledMs : handledUntil(handoff, at),
    firstClaimAt: handoff.firstClaimAt ?? at,
  };
}

/** The handoff back in the queue, with a new promise. */
export function freed(handoff: Handoff, at: Date, settings: DeskSettings): Handoff {
  const { parkedUntil: _parked, warnedOf: _warned, ...kept } = handoff;
  return {
    ...kept,
    status: 'waiting',
    owner: null,
    handledMs: handledUntil(handoff, at),
    promisedBy: promised(at, settings),
    rung: 0,
  };
}

/** The handoff laid aside by its owner. */
export const parked = (handoff: Handoff, until: Date): Handoff => ({
  ...handoff,
  status: 'parked',
  parkedUntil: until,
});

/** The handoff at its end. `by` is absent when the customer ended it. */
export function closed(handoff: Handoff, at: Date, resolution: HandoffResolution, by?: StaffRef): Handoff {
  const { parkedUntil: _parked, dueAt: _due, warnedOf: _warned, unansweredSince: _unanswered, ...kept } = handoff;
  return {
    ...kept,
    status: 'closed',
    owner: null,
    handledMs: handledUntil(handoff, at),
    closedAt: at,
    resolution,
    ...(by ? { closedBy: by } : {}),
  };
}

/** The owner answered the customer: nobody waits any more. */
export function answeredAt(handoff: Handoff, at: Date): Handoff {
  const { unansweredSince: _since, ...kept } = handoff;
  return { ...kept, firstReplyAt: handoff.firstReplyAt ?? at };
}

/**
 * The customer wrote. Whoever has it is to answer before the lease ends, which counts from the first message without an
 * answer; what was laid aside is taken up again.
 */
export function heardFrom(handoff: Handoff, at: Date, settings: DeskSettings): Handoff {
  const { parkedUntil: _parked, ...kept } = handoff;
  const waiting = { ...kept, unansweredSince: handoff.unansweredSince ?? at };
  if (!isOwned(handoff) || !handoff.owner) return waiting;
  const fresh = handoff.unansweredSince === undefined || handoff.status === 'parked';
  const until = fresh ? leaseEnd(at, settings) : handoff.owner.until;
  return { ...waiting, status: 'claimed', owner: { ...handoff.owner, until } };
}
