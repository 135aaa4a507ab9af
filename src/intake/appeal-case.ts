import type { BusinessCalendar } from '../domain/business-hours';
import type { Actor } from '../domain/log-entry';
import type { RefundCase } from '../domain/refund-case';
import { claimsAgain } from './claims-again';
import { moveCase, type Moved } from './move-case';
import type { Cases, Orders } from './ports';

/**
 * Contests a denial for its customer: a person decides anew, and the units are held again. Refused as `late` once the time
 * to contest is over, and for `claims` when another case holds the units by now.
 */
export async function appealCase(
  ports: { cases: Cases; orders: Orders },
  refundCase: RefundCase,
  customer: Actor,
  at: Date,
  calendar?: BusinessCalendar,
): Promise<Moved | { ok: false; why: 'late' }> {
  const { appealUntil } = refundCase.decision;
  if (appealUntil && appealUntil < at) return { ok: false, why: 'late' };
  const claims = await claimsAgain(ports, refundCase);
  if (!claims) return { ok: false, why: 'claims' };
  return moveCase(refundCase, [{ event: 'appeal', actor: customer, claims }], at, calendar);
}
