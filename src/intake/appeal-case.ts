import type { BusinessCalendar } from '../domain/business-hours';
import type { Actor } from '../domain/log-entry';
import type { RefundCase } from '../domain/refund-case';
import { claimKeys } from '../domain/units';
import { moveCase, type Moved } from './move-case';
import type { OrderAtHand } from './order-at-hand';

/**
 * Contests a denial for its customer: a person decides anew, and the units are held again. Refused (`late`) once the time
 * to contest is over, and when the units belong to another case by now.
 */
export function appealCase(
  refundCase: RefundCase,
  hand: OrderAtHand,
  customer: Actor,
  at: Date,
  calendar?: BusinessCalendar,
): Moved | { ok: false; why: 'late' } {
  const { appealUntil } = refundCase.decision;
  if (appealUntil && appealUntil < at) return { ok: false, why: 'late' };
  const claims = claimKeys(hand.order, refundCase.lines, hand.claims);
  return moveCase(refundCase, [{ event: 'appeal', actor: customer, claims }], at, calendar);
}
