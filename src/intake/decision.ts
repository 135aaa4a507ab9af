import type { ApprovalRules } from '../domain/approval';
import type { BusinessCalendar } from '../domain/business-hours';
import { move, type CaseEvent, type MoveContext } from '../domain/case-transitions';
import type { Deed } from '../domain/permission';
import type { RefundCase } from '../domain/refund-case';
import type { StaffMember, StaffRef } from '../domain/staff';
import type { Part } from '../domain/staff-part';
import type { OrderAtHand } from './order-at-hand';

/** What a person can decide about a case. Texts are what the customer reads; a reason is kept among colleagues. */
export type Decision =
  | { kind: 'approve' }
  | { kind: 'deny'; code: string; text: string }
  | { kind: 'ask'; text: string }
  /** `amount`: minor units, or as people write it (`12.30`), in the case's currency. */
  | { kind: 'change'; lines?: { sku: string; quantity: number }[]; amount?: bigint | string; reason: string }
  | { kind: 'return'; text: string }
  | { kind: 'return_received'; text?: string };

/** The events of the case's table that are decisions. */
export const DECIDING = {
  approve: 'approve',
  deny: 'deny',
  ask: 'ask_info',
  change: 'change',
  return: 'request_return',
  return_received: 'return_received',
} as const satisfies Record<Decision['kind'], CaseEvent>;
export type DecidingEvent = (typeof DECIDING)[Decision['kind']];

/** What each asks of a person's roles. Terms that were approved already are only an approver's to change. */
export function deedOfDecision({ kind }: Decision, { status }: RefundCase): Deed {
  if (kind === 'return_received') return 'return';
  return status === 'approved' && (kind === 'change' || kind === 'return') ? 'amend' : kind;
}

/** Everything a decision is made from. */
export interface Deciding {
  before: RefundCase;
  person: StaffMember;
  rules: ApprovalRules & { calendar: BusinessCalendar };
  /** The order with its cases; read for changes only, null when it is gone. */
  hand: OrderAtHand | null;
  at: Date;
}

export type WhyNot = 'not_allowed' | 'took_part' | 'over_limit' | 'illegal';

export type Verdict =
  | { outcome: 'done' | 'second_person'; after: RefundCase; data: Record<string, unknown> }
  | { outcome: 'refused'; why: WhyNot }
  | { outcome: 'invalid'; field: string };

export const refOf = ({ id, name }: StaffMember): StaffRef => ({ staffId: id, name });

/** The case with somebody's part in it, each way of taking part once. */
export function withPart(refundCase: RefundCase, person: StaffMember, as: Part, at: Date): RefundCase {
  const { participants = [] } = refundCase;
  if (participants.some((one) => one.staffId === person.id && one.as === as)) return refundCase;
  return { ...refundCase, participants: [...participants, { ...refOf(person), as, at }] };
}

/** Moves the case by the event of a decision; what the table forbids is illegal. */
export function moved(
  { before, person, rules, at }: Deciding,
  event: DecidingEvent,
  context: Omit<MoveContext, 'at' | 'actor' | 'calendar'>,
): RefundCase | null {
  const actor = { type: 'staff' as const, id: person.id };
  const made = move(before, event, { ...context, at, actor, calendar: rules.calendar });
  return made.ok ? made.after : null;
}

export const illegal: Verdict = { outcome: 'refused', why: 'illegal' };
