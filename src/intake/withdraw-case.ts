import type { BusinessCalendar } from '../domain/business-hours';
import type { Actor } from '../domain/log-entry';
import type { RefundCase } from '../domain/refund-case';
import { moveCase, type Moved } from './move-case';

/** Takes a request back for its customer and frees its units; refused once it is approved, paid or over. */
export function withdrawCase(refundCase: RefundCase, customer: Actor, at: Date, calendar?: BusinessCalendar): Moved {
  return moveCase(refundCase, [{ event: 'withdraw', actor: customer }], at, calendar);
}
