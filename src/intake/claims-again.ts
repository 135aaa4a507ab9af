import type { RefundCase } from '../domain/refund-case';
import { claimKeys } from '../domain/units';
import { readOrder } from './order-at-hand';
import type { Cases, Orders } from './ports';

/**
 * The unit keys a contested case takes again. Null unless every unit it asked for is free: what another case was given
 * meanwhile cannot be given twice.
 */
export async function claimsAgain(
  ports: { cases: Cases; orders: Orders },
  refundCase: RefundCase,
): Promise<string[] | null> {
  const hand = await readOrder(ports, refundCase.client, refundCase.orderNo);
  if (!hand) return null;
  const keys = claimKeys(hand.order, refundCase.lines, hand.claims);
  const asked = refundCase.lines.reduce((total, { quantity }) => total + quantity, 0);
  // With the last units of an order comes its shipping, whose key is one more.
  return keys.length >= asked ? keys : null;
}
