import type { Order } from '../src/domain/order';
import type { Resolution } from '../src/domain/refund-case';
import type { PayTo, Reading } from '../src/understanding/reading';

const METHODS: Record<PayTo, RegExp> = {
  card: /^card$/,
  gift_card: /gift/,
  paypal: /paypal/i,
  bank: /bank|transfer|debit|sepa/i,
  other: /(?!)/,
};

const paidWith = ({ payments }: Order, payTo: PayTo): boolean =>
  payments.some(({ method }) => METHODS[payTo].test(method));

/**
 * What a wish for the money's way means for this order. Money goes back the way it was paid (the rules of the card
 * networks, and ours): a gift card that paid is that way too, another one is store credit; everything else is a wish that
 * cannot be met, `barred`. "I paid with my card" is no wish: without one it counts only as the answer that was asked for.
 */
export function payToOf(
  order: Order,
  { payTo, resolution }: Reading,
  awaited: boolean,
): { resolution?: Resolution; barred: boolean } {
  if (!payTo || resolution === 'exchange' || (!resolution && !awaited))
    return { ...(resolution ? { resolution } : {}), barred: false };
  // Paid in several ways, it goes back in all of them.
  if (paidWith(order, payTo)) return { resolution: 'refund', barred: order.payments.length > 1 };
  if (payTo === 'gift_card') return { resolution: 'store_credit', barred: false };
  return { resolution: 'refund', barred: true };
}
