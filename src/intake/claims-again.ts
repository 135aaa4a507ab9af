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
  const free = new Map(hand.open.map(({ sku, quantity }) => [sku, quantity]));
  for (const { sku, quantity } of refundCase.lines) free.set(sku, (free.get(sku) ?? 0) - quantity);
  if ([...free.values()].some((left) => left < 0)) return null;
  return claimKeys(hand.order, refundCase.lines, hand.claims);
}
