import type { BusinessCalendar } from '../domain/business-hours';
import type { Actor, EntryDraft } from '../domain/log-entry';
import type { RefundCase } from '../domain/refund-case';
import { moveCase, type Moved } from './move-case';

/** Photos per case; more are not looked at. */
const MAX_PHOTOS = 5;

/**
 * Adds what the shop asked the customer for and hands the case back to a person: once a person has asked, a person
 * decides.
 */
export function provideInfo(
  refundCase: RefundCase,
  given: { text: string; photos: string[] },
  customer: Actor,
  at: Date,
  calendar?: BusinessCalendar,
): Moved {
  const evidence = [...new Set([...refundCase.evidence, ...given.photos])].slice(0, MAX_PHOTOS);
  const answer: EntryDraft = {
    stream: { caseNo: refundCase.caseNo },
    type: 'answer',
    actor: customer,
    data: { field: 'info', given: given.text, value: { photos: given.photos } },
  };
  const steps = [
    { event: 'provide' as const, actor: customer },
    { event: 'evaluate_review' as const, actor: { type: 'system' as const, id: 'policy' } },
  ];
  const moved = moveCase({ ...refundCase, evidence }, steps, at, calendar);
  return moved.ok ? { ...moved, entries: [answer, ...moved.entries] } : moved;
}
