import type { RefundCase } from '../domain/refund-case';
import { fingerprint } from './fingerprint';

/** More digits than a conversation's: whoever decides with it moves money. */
const DIGITS = 16;

/**
 * Of everything that is decided about a case: a decision made from what somebody was shown is void when it is another by
 * now. The same for a case that only got a new log entry.
 */
export function caseFingerprint(refundCase: RefundCase): string {
  const { caseNo, status, lines, requested, proposed, approved, destination, reason, decision, resolution } =
    refundCase;
  const decided = {
    caseNo,
    status,
    lines: lines.map(({ sku, quantity, amount }) => ({ sku, quantity, amount })),
    requested,
    proposed: proposed ? { amount: proposed.amount, by: proposed.by.staffId } : null,
    approved,
    destination,
    reason: { l1: reason.l1, l2: reason.l2 },
    codes: decision.codes,
    resolution,
    approvals: (refundCase.approvals ?? []).map(({ staffId }) => staffId),
  };
  return fingerprint(decided, DIGITS);
}
