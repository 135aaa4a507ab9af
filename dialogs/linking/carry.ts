import type { DialogState } from '../../src/turn/form';
import { recall } from '../memory';
import type { RefundDraft } from '../refund-draft';

/** The request another conversation has open; null when there is none. */
export function openDraftOf(state: unknown): RefundDraft | null {
  const { refund } = recall((state ?? null) as DialogState | null, 'en');
  return refund && refund.denied === undefined ? refund : null;
}

/**
 * A request as it goes to another address: the answers and the order number, and nothing that proves the order or was read
 * from it. There it has to be identified, shown and confirmed anew.
 */
export function carried(draft: RefundDraft, id: string): RefundDraft {
  const { identity, items: _items, shown: _shown, confirmed: _confirmed, before: _before, ...answers } = draft;
  const { orderNo } = identity;
  return { ...answers, id, identity: orderNo === undefined ? {} : { orderNo }, before: {} };
}
